import { identifiers } from "@waybill/core/engine";
import { writtenColumns } from "../rows/shaped.ts";
import type { Loading, Written } from "./loading.ts";

/** Adds every row. Taking it back needs nothing: the rows carry their run. */
export async function append({ session: { connection }, table, fit, rows }: Loading): Promise<Written> {
  const [inserted] = await connection.all<{ Count: bigint }>(
    `INSERT INTO ${table.sql} (${identifiers(writtenColumns(fit))}) ${rows}`,
  );
  return { inserted: Number(inserted?.Count ?? 0n), updated: 0, unchanged: 0 };
}
