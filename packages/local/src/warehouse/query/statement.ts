import { type DuckDBConnection, type DuckDBPreparedStatement, StatementType } from "@duckdb/node-api";
import { notOneStatement, notReading } from "./refusal.ts";

/**
 * The one statement of the text, if it only reads.
 * Errors: `Usage` `query.not-one-statement`, `query.read-only`.
 */
export async function readingStatement(raw: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const count = await statements(raw, sql);
  if (count !== 1) throw notOneStatement(count);
  const statement = await (await raw.extractStatements(sql)).prepare(0);
  const type = statement.statementType;
  if (type !== StatementType.SELECT && type !== StatementType.EXPLAIN) throw notReading(StatementType[type]);
  return statement;
}

async function statements(raw: DuckDBConnection, sql: string): Promise<number> {
  try {
    return (await raw.extractStatements(sql)).count;
  } catch (error) {
    // What the binding says of a text that holds no statement at all.
    if (error instanceof Error && error.message === "Error in native callback") return 0;
    throw error;
  }
}

/**
 * The statement with no more than so many rows, or null where it is none that a query can be made of (EXPLAIN).
 * The result is materialized within that limit: a streamed one ends without an error where a later row fails.
 */
export async function limited(
  raw: DuckDBConnection,
  sql: string,
  limit: number,
): Promise<DuckDBPreparedStatement | null> {
  const query = sql.trim().replace(/;$/, "");
  try {
    return await readingStatement(raw, `SELECT * FROM (${query}\n) LIMIT ${limit}`);
  } catch {
    return null;
  }
}
