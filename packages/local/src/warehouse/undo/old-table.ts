import type { UndoReport } from "@waybill/core";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Session } from "../session.ts";
import { columnsOf, dropTable, renameTable } from "../tables/catalog.ts";
import { oldTable, oldUndoTable, type TableName, undoTable } from "../tables/name.ts";

/** Puts back the table as it was before the run replaced it; drops it where there was none. */
export async function putOldTableBack(
  session: Session,
  { runId }: LedgerEntry,
  table: TableName,
): Promise<UndoReport> {
  const removed = await countRows(session, table);
  await dropTable(session, table);
  await dropTable(session, undoTable(table));
  await putBack(session, oldUndoTable(table, runId), undoTable(table));
  const restored = await putBack(session, oldTable(table, runId), table);
  return { removed, restored };
}

async function putBack(session: Session, old: TableName, table: TableName): Promise<number> {
  if ((await columnsOf(session, old)) === null) return 0;
  await renameTable(session, old, table);
  return countRows(session, table);
}

async function countRows({ connection }: Session, table: TableName): Promise<number> {
  const [row] = await connection.all<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${table.sql}`);
  return Number(row?.rows ?? 0n);
}
