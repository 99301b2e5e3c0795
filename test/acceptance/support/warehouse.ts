import { join } from "node:path";
import { DuckDBInstance, type Json } from "@duckdb/node-api";

/** Reads with DuckDB itself: what is in the warehouse is not for Waybill to say. */
export async function query(state: string, sql: string): Promise<readonly Record<string, Json>[]> {
  const instance = await DuckDBInstance.create(join(state, "warehouse.duckdb"), { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Every row of a table as one text, in an order of their own: a multiset. */
export async function multiset(state: string, table: string): Promise<readonly string[]> {
  const rows = await query(
    state,
    `SELECT to_json(r)::VARCHAR AS row FROM (SELECT * EXCLUDE (_waybill_run_id) FROM ${table}) r ORDER BY 1`,
  );
  return rows.map(({ row }) => String(row));
}

/** The first rows that only one of the two has: a message that can be read where two tables differ. */
export function difference(found: readonly string[], wanted: readonly string[]) {
  return { rows: found.length, more: rest(found, wanted), less: rest(wanted, found) };
}

const SHOWN = 3;

function rest(from: readonly string[], without: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const row of without) left.set(row, (left.get(row) ?? 0) + 1);
  const more = from.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
  return more.slice(0, SHOWN);
}
