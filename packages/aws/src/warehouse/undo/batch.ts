import { type LedgerEntry, ofLoad, ofTable } from "../ledger/entry.ts";
import { lockLedger } from "../ledger/tables.ts";
import { rename } from "../modes/replace.ts";
import { failWhere, type Statement, statement } from "../sql/statement.ts";
import { RUN_ID, text, timestamp } from "../sql/words.ts";
import type { TableColumn } from "../tables/columns.ts";
import { LEDGER, oldTable, oldUndoTable, type TableName, undoTable } from "../tables/name.ts";
import { restoreBeforeImages, UNDO_RUN } from "./before-images.ts";

/** What there is of the table and what was kept of it; null where there is no such table. */
export interface Kept {
  readonly present: readonly TableColumn[] | null;
  readonly undo: readonly TableColumn[] | null;
  readonly old: readonly TableColumn[] | null;
  readonly oldUndo: readonly TableColumn[] | null;
}

export interface Undoing {
  readonly load: Pick<LedgerEntry, "runId" | "mode" | "sequence">;
  readonly table: TableName;
  readonly kept: Kept;
  /** How many loads of the table, from this one on, stand; and the newest one's sequence. */
  readonly standing: number;
  readonly newest: number;
  readonly now: number;
}

/** Takes a load back in one transaction. The last statement yields how many rows went, and how many came back. */
export function undoBatch(undoing: Undoing): readonly Statement[] {
  const { load, table, now } = undoing;
  const { removed, restored } = countsOf(undoing);
  return [
    lockLedger,
    checkLedger(undoing),
    // Before the rows go, since it counts them.
    statement(
      "ledger",
      `UPDATE ${LEDGER} SET undone_at = ${timestamp(now)}, removed = ${removed}, restored = ${restored}
       WHERE ${ofLoad(load.runId, table)}`,
    ),
    ...takeOut(undoing),
    statement("report", `SELECT removed, restored FROM ${LEDGER} WHERE ${ofLoad(load.runId, table)}`),
  ];
}

/** Fails where a load came or went since this batch was made. */
const checkLedger = ({ load, table, standing, newest }: Undoing): Statement =>
  failWhere("check-ledger", {
    condition: `COUNT(*) <> ${standing} OR MAX(sequence) <> ${newest}`,
    shown: "CAST(COUNT(*) AS VARCHAR) || ' loads'",
    from: `${LEDGER} WHERE ${ofTable(table)} AND undone_at IS NULL AND sequence >= ${load.sequence}`,
  });

function countsOf({ load: { runId, mode }, table, kept }: Undoing) {
  const count = (from: string) => `(SELECT COUNT(*) FROM ${from})`;
  if (mode === "replace") {
    return {
      removed: count(table.sql),
      restored: kept.old ? count(oldTable(table, runId).sql) : "0",
    };
  }
  const removed = count(`${table.sql} WHERE ${RUN_ID} = ${text(runId)}`);
  const images = mode === "merge" && kept.undo;
  return {
    removed,
    restored: images ? count(`${undoTable(table).sql} WHERE ${UNDO_RUN} = ${text(runId)}`) : "0",
  };
}

function takeOut({ load: { runId, mode }, table, kept }: Undoing): readonly Statement[] {
  if (mode === "replace") return putOldTableBack(runId, table, kept);
  const rows = statement("write", `DELETE FROM ${table.sql} WHERE ${RUN_ID} = ${text(runId)}`);
  if (mode === "append" || !kept.undo) return [rows];
  return [rows, ...restoreBeforeImages(table, runId, { present: kept.present ?? [], kept: kept.undo })];
}

/** Puts back the table as it was before the run replaced it; drops it where there was none. */
function putOldTableBack(runId: string, table: TableName, { old, oldUndo }: Kept): readonly Statement[] {
  return [
    statement("write", `DROP TABLE ${table.sql}`),
    statement("undo", `DROP TABLE IF EXISTS ${undoTable(table).sql}`),
    ...(oldUndo ? [rename(oldUndoTable(table, runId), undoTable(table))] : []),
    ...(old ? [rename(oldTable(table, runId), table)] : []),
  ];
}
