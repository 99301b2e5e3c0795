import { type LoadTarget, Permanent, type UndoReport } from "@waybill/core";
import { identifier, RUN_ID, text } from "@waybill/core/engine";
import { findLoad, type LedgerEntry } from "../ledger/entry.ts";
import { prepareLedger } from "../ledger/prepare.ts";
import { markUndone } from "../ledger/write.ts";
import { inTransaction, type Session } from "../session.ts";
import { columnsOf } from "../tables/catalog.ts";
import { type TableName, tableNamed } from "../tables/name.ts";
import { restoreBeforeImages } from "./before-images.ts";
import { refuseConflicts } from "./conflict.ts";
import { putOldTableBack } from "./old-table.ts";

/**
 * Takes a run's load out of the table, all of it or nothing. Columns that the load added or widened stay as they are.
 * Errors: `Permanent` `warehouse.not-loaded`, `warehouse.undo-expired`, `warehouse.undo-conflict`.
 */
export async function undo(
  session: Session,
  { runId, target, now }: { readonly runId: string; readonly target: LoadTarget; readonly now: number },
): Promise<UndoReport> {
  const table = tableNamed(target.table, session.catalog);
  return inTransaction(session, async () => {
    await prepareLedger(session);
    const load = await findLoad(session, runId, table);
    if (load === null) throw notLoaded(runId, table);
    if (load.undone) return load.undone;
    if (load.expired) throw expired(runId, table, target);
    await refuseConflicts(session, load, table);
    if ((await columnsOf(session, table)) === null) throw tableGone(runId, table);
    const report = await takeOut(session, load, table);
    await markUndone(session, load, table, { ...report, now });
    return report;
  });
}

async function takeOut(session: Session, load: LedgerEntry, table: TableName): Promise<UndoReport> {
  switch (load.mode) {
    case "append":
      return { removed: await deleteRows(session, load, table), restored: 0 };
    case "merge": {
      const removed = await deleteRows(session, load, table);
      return { removed, restored: await restoreBeforeImages(session, load.runId, table) };
    }
    case "replace":
      return putOldTableBack(session, load, table);
  }
}

async function deleteRows(
  { connection }: Session,
  { runId }: LedgerEntry,
  table: TableName,
): Promise<number> {
  const [deleted] = await connection.all<{ Count: bigint }>(
    `DELETE FROM ${table.sql} WHERE ${identifier(RUN_ID)} = ${text(runId)}`,
  );
  return Number(deleted?.Count ?? 0n);
}

const notLoaded = (runId: string, { label }: TableName): Permanent =>
  new Permanent("warehouse.not-loaded", `run ${runId} has loaded nothing into \`${label}\``, {
    where: `run ${runId}, table ${label}`,
    next: `waybill lineage ${runId}`,
  });

const expired = (runId: string, { label }: TableName, { undoDays }: LoadTarget): Permanent =>
  new Permanent("warehouse.undo-expired", `run ${runId} can no longer be taken out of \`${label}\``, {
    where: `run ${runId}, table ${label}`,
    why: "what taking it out needs was kept for the days that its load named, and is dropped",
    next: `next time keep it longer than ${undoDays} days: load({ undoDays }); now run a pipeline that corrects the table`,
  });

const tableGone = (runId: string, { label }: TableName): Permanent =>
  new Permanent("warehouse.no-table", `the table \`${label}\`, into which run ${runId} loaded, is gone`, {
    where: `run ${runId}, table ${label}`,
    why: "somebody dropped or renamed it outside of Waybill",
    next: 'see what is there: waybill query "show all tables"',
  });
