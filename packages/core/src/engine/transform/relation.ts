import type { Bindings, Connection } from "../database.ts";

/** Rows on their way from one step to the next. */
export interface Relation {
  /** A table's name or a query in parentheses: what may stand in a FROM. */
  readonly sql: string;
  readonly bindings: Bindings;
  /** Null while nobody has counted. */
  readonly rows: number | null;
}

export const NO_BINDINGS: Bindings = { values: {}, types: {} };

export async function countRows(connection: Connection, { sql, bindings, rows }: Relation): Promise<number> {
  if (rows !== null) return rows;
  const [row] = await connection.values(`SELECT count(*) FROM ${sql}`, bindings);
  return Number(row?.[0]);
}

/** Two steps may give one name two values, and a statement has one: what comes first is then computed for itself. */
export async function withBindings(
  connection: Connection,
  relation: Relation,
  bindings: Bindings,
  table: string,
): Promise<Relation> {
  const before = relation.bindings.values;
  const clash = Object.entries(bindings.values).some(
    ([name, value]) => Object.hasOwn(before, name) && !Object.is(before[name], value),
  );
  const calm = clash ? await materialized(connection, relation, table) : relation;
  return {
    ...calm,
    bindings: {
      values: { ...calm.bindings.values, ...bindings.values },
      types: { ...calm.bindings.types, ...bindings.types },
    },
  };
}

/** The rows in a temporary table, which is gone with the connection and spills like anything else. */
async function materialized(connection: Connection, relation: Relation, table: string): Promise<Relation> {
  await connection.run(`CREATE TEMP TABLE ${table} AS SELECT * FROM ${relation.sql}`, relation.bindings);
  return { sql: table, bindings: NO_BINDINGS, rows: relation.rows };
}
