import type { Connection } from "../database.ts";
import type { Offset } from "./place.ts";
import { type Problem, problem } from "./problem.ts";

/** A piece of the engine's syntax tree (`json_serialize_sql`): only what is asked for is looked at. */
export type Node = Readonly<Record<string, unknown>>;

export interface Tree {
  readonly sql: string;
  /** The same without a semicolon at its end, so that it can stand in parentheses. */
  readonly body: string;
  readonly root: Node;
  /** Names of the `$name`s in it. */
  readonly parameters: readonly string[];
}

export type Parsed =
  | { readonly tree: Tree; readonly problem: null }
  | { readonly tree: null; readonly problem: Problem };

interface Serialized {
  readonly error?: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly position?: string;
  readonly statements?: readonly { readonly node: Node; readonly named_param_map: readonly Node[] }[];
}

const ONE_SELECT = "write one SELECT: it may begin with WITH, and hold subqueries";

/** Parses one SELECT without looking at what it refers to. */
export async function parseSelect(connection: Connection, sql: string): Promise<Parsed> {
  const serialized = await serialize(connection, sql);
  const parsed = JSON.parse(serialized) as Serialized;
  if (parsed.error) return { tree: null, problem: refusal(sql, parsed) };
  const [statement, second] = parsed.statements ?? [];
  if (!statement)
    return { tree: null, problem: problem("sql.syntax", "the query is empty", sql, { next: ONE_SELECT }) };
  if (second) {
    const message = `there are ${parsed.statements?.length} statements, a step is one`;
    return { tree: null, problem: problem("sql.syntax", message, sql, { next: ONE_SELECT }) };
  }
  const parameters = statement.named_param_map.map(({ key }) => String(key));
  const body = await withoutSemicolon(connection, sql, serialized);
  return { tree: { sql, body, root: statement.node, parameters }, problem: null };
}

async function serialize(connection: Connection, sql: string): Promise<string> {
  const [row] = await connection.values("SELECT json_serialize_sql($sql::VARCHAR)", {
    values: { sql },
    types: {},
  });
  return String(row?.[0]);
}

/** Only the engine knows which semicolon is one: cut where the tree stays the same. */
async function withoutSemicolon(connection: Connection, sql: string, serialized: string): Promise<string> {
  const end = sql.lastIndexOf(";");
  if (end === -1) return sql;
  const shorter = sql.slice(0, end);
  const isSame = (await serialize(connection, shorter)) === serialized;
  return isSame ? withoutSemicolon(connection, shorter, serialized) : sql;
}

function refusal(sql: string, { error_type, error_message = "", position }: Serialized): Problem {
  if (error_type !== "parser") {
    const isOther = error_message.startsWith("Only SELECT");
    return problem("sql.not-select", isOther ? "only a SELECT can be a step" : error_message, sql, {
      why: "a step reads its input and yields rows, it changes nothing",
      next: ONE_SELECT,
    });
  }
  return problem("sql.syntax", error_message, sql, {
    at: position === undefined ? null : { characters: Number(position) },
    next: "correct the query there",
  });
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const nodesOf = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter(isNode) : [];

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Where a piece of the tree begins; null where the engine does not say. */
export function offsetOf({ query_location }: Node): Offset | null {
  return typeof query_location === "number" && Number.isSafeInteger(query_location)
    ? { bytes: query_location }
    : null;
}
