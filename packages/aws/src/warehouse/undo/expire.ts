import { type LedgerEntry, ofTable } from "../ledger/entry.ts";
import { type Statement, statement } from "../sql/statement.ts";
import { textList } from "../sql/words.ts";
import type { TableColumn } from "../tables/columns.ts";
import { LEDGER, oldTable, oldUndoTable, type TableName, TOUCHED, undoTable } from "../tables/name.ts";
import { UNDO_RUN } from "./before-images.ts";

/** More are left to the next load: a statement has a greatest size. */
const AT_ONCE = 100;

/**
 * Drops what is kept for loads whose time is over, each by the days that it was loaded with. No other load needs it:
 * a later one has before-images of its own, and an earlier one is older still.
 */
export function expireUndo(
  table: TableName,
  loads: readonly LedgerEntry[],
  existingUndo: readonly TableColumn[] | null,
): readonly Statement[] {
  const expired = loads.slice(0, AT_ONCE);
  if (expired.length === 0) return [];
  const runs = textList(expired.map(({ runId }) => runId));
  const replaced = expired.filter(({ mode }) => mode === "replace");
  const old = replaced.flatMap(({ runId }) => [oldTable(table, runId).sql, oldUndoTable(table, runId).sql]);
  return [
    ...(existingUndo
      ? [statement("undo", `DELETE FROM ${undoTable(table).sql} WHERE ${UNDO_RUN} IN ${runs}`)]
      : []),
    ...(old.length > 0 ? [statement("undo", `DROP TABLE IF EXISTS ${old.join(", ")}`)] : []),
    statement("undo", `DELETE FROM ${TOUCHED} WHERE ${ofTable(table)} AND earlier_run IN ${runs}`),
    statement("undo", `UPDATE ${LEDGER} SET expired = TRUE WHERE ${ofTable(table)} AND run_id IN ${runs}`),
  ];
}
