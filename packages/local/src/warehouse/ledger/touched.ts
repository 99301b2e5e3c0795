import { identifier, RUN_ID, text } from "@waybill/core/engine";
import type { Session } from "../session.ts";
import type { TableName } from "../tables/name.ts";
import { type LedgerEntry, ofTable } from "./entry.ts";

/** Writes down whose rows this run is about to change, or has found unchanged. `rows`: a query of their rowids. */
export async function recordTouched(
  { connection }: Session,
  runId: string,
  table: TableName,
  rows: string,
): Promise<void> {
  await connection.run(
    `INSERT INTO _waybill_touched
     SELECT DISTINCT ${text(runId)}, ${text(table.key)}, ${identifier(RUN_ID)}
     FROM ${table.sql} WHERE rowid IN (${rows}) AND ${identifier(RUN_ID)} IS NOT NULL`,
  );
}

/** Runs that changed, or found unchanged, a row of this run's. */
export async function touchedBy(
  { connection }: Session,
  { runId }: LedgerEntry,
  table: TableName,
): Promise<readonly string[]> {
  const rows = await connection.all<{ run_id: string }>(
    `SELECT DISTINCT run_id FROM _waybill_touched WHERE ${ofTable(table)} AND earlier_run = ${text(runId)}`,
  );
  return rows.map(({ run_id }) => run_id);
}
