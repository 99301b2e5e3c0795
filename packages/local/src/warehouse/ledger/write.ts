import type { LoadReport, LoadRequest } from "@waybill/core";
import { text } from "@waybill/core/engine";
import type { Session } from "../session.ts";
import { milliseconds, timestamp } from "../sql.ts";
import type { TableName } from "../tables/name.ts";
import { type LedgerEntry, ofTable } from "./entry.ts";

/** The first write of a load; its counts are told before it commits. */
export async function openEntry(
  { connection }: Session,
  { runId, generation, pipeline, target }: LoadRequest,
  table: TableName,
  now: number,
): Promise<void> {
  await connection.run(
    `INSERT INTO _waybill_ledger (run_id, table_name, generation, pipeline, mode, sequence, loaded_at, undo_until, expired)
     SELECT ${text(runId)}, ${text(table.key)}, ${generation}, ${text(pipeline)}, ${text(target.mode)},
       coalesce(max(sequence), 0) + 1, ${timestamp(now)}, ${timestamp(now + milliseconds(target.undoDays))}, false
     FROM _waybill_ledger`,
  );
}

export async function tellCounts(
  { connection }: Session,
  runId: string,
  table: TableName,
  { rows, drift }: Pick<LoadReport, "rows" | "drift">,
): Promise<void> {
  const counts = Object.entries(rows).map(([name, count]) => `${name} = ${count}`);
  await connection.run(
    `UPDATE _waybill_ledger SET ${counts.join(", ")}, drift = ${text(JSON.stringify(drift))}
     WHERE ${ofTable(table)} AND run_id = ${text(runId)}`,
  );
}

export async function markUndone(
  { connection }: Session,
  { runId }: LedgerEntry,
  table: TableName,
  { removed, restored, now }: { readonly removed: number; readonly restored: number; readonly now: number },
): Promise<void> {
  await connection.run(
    `UPDATE _waybill_ledger SET undone_at = ${timestamp(now)}, removed = ${removed}, restored = ${restored}
     WHERE ${ofTable(table)} AND run_id = ${text(runId)}`,
  );
}

export async function markExpired(
  { connection }: Session,
  { runId }: LedgerEntry,
  table: TableName,
): Promise<void> {
  await connection.run(
    `UPDATE _waybill_ledger SET expired = true WHERE ${ofTable(table)} AND run_id = ${text(runId)}`,
  );
  await connection.run(
    `DELETE FROM _waybill_touched WHERE ${ofTable(table)} AND earlier_run = ${text(runId)}`,
  );
}
