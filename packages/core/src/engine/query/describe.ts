import { WaybillError } from "../../errors.ts";
import type { Bindings, Connection } from "../database.ts";
import type { Described } from "./columns.ts";
import { type Problem, problem } from "./problem.ts";

export type Description =
  | { readonly columns: readonly Described[]; readonly problem: null }
  | { readonly columns: null; readonly problem: Problem };

const BEFORE = "DESCRIBE SELECT * FROM (\n";

/**
 * What a query yields, without running it. Where the engine cannot say, the problem has the place in the query,
 * provided that the instance gives `errorsAsJson`.
 */
export async function describeQuery(
  connection: Connection,
  sql: string,
  bindings: Bindings,
): Promise<Description> {
  try {
    const rows = await connection.values(`${BEFORE}${sql}\n)`, bindings);
    return {
      columns: rows.map(([name, type]) => ({ name: String(name), type: String(type) })),
      problem: null,
    };
  } catch (error) {
    return { columns: null, problem: refusal(error, sql, Buffer.byteLength(BEFORE)) };
  }
}

interface EngineError {
  readonly exception_message?: string;
  readonly position?: string;
}

/** What the engine says of a statement in which `sql` begins after so many bytes; what else was thrown is thrown on. */
export function refusal(error: unknown, sql: string, before: number): Problem {
  if (!(error instanceof WaybillError) || error.class !== "permanent") throw error;
  const { exception_message, position } = engineError(error);
  const [first = "", ...more] = (exception_message ?? error.message).split("\n");
  const bytes = Number(position ?? Number.NaN) - before;
  const isInside = bytes >= 0 && bytes <= Buffer.byteLength(sql);
  const why = more.filter((line) => line.trim() !== "").slice(0, HINTS);
  return problem("sql.invalid", first, sql, {
    at: isInside ? { bytes } : null,
    ...(why.length > 0 && { why: why.map((line) => line.trim()).join("; ") }),
    next: "correct the query there",
  });
}

/** Lines of the engine's hint that are shown: it may list every form of a function. */
const HINTS = 4;

/** `Binder Error: {"exception_type": …}`, or the JSON alone. */
function engineError({ cause }: WaybillError): EngineError {
  const message = cause instanceof Error ? cause.message : "";
  try {
    return JSON.parse(message.slice(message.indexOf("{"))) as EngineError;
  } catch {
    return {};
  }
}
