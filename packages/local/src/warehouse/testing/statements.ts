import { openDatabase } from "@waybill/core/engine";
import type { DuckdbHarness } from "./harness.ts";

/** What somebody else does to the warehouse while no run has it. The rows of the last statement. */
export async function statementsOn(
  { warehouse, path, folder }: DuckdbHarness,
  sql: string,
): Promise<readonly Record<string, unknown>[]> {
  await warehouse.close();
  const database = await openDatabase({ path, tempDirectory: folder });
  const connection = await database.connect();
  try {
    return await connection.all(sql);
  } finally {
    connection.close();
    database.close();
  }
}
