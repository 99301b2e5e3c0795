import { changesBetween, changeTable } from "../drift/apply.ts";
import { notLoaded } from "../ledger/entry.ts";
import type { Loading } from "../modes/loading.ts";
import { type Statement, statement } from "../sql/statement.ts";
import { equal, identifier, identifiers, text } from "../sql/words.ts";
import { createTable, isOwn, OWN_COLUMNS, type TableColumn } from "../tables/columns.ts";
import { type TableName, undoTable } from "../tables/name.ts";

/** Whose load replaced the row. */
export const UNDO_RUN = "_waybill_undo_run";

/** Copies rows that the run is about to change: those whose key is in the table `matches`, with `changed`. */
export function keepBeforeImages(
  loading: Loading,
  { matches, changed }: { readonly matches: string; readonly changed: string },
): readonly Statement[] {
  const { table, runId, key } = loading;
  const columns = columnsAfter(loading);
  const kept = identifiers(columns.map((column) => column.name));
  const present = columns.map((column) => `present.${identifier(column.name)}`).join(", ");
  return [
    ...prepare(loading, columns),
    statement(
      "undo",
      `INSERT INTO ${undoTable(table).sql} (${UNDO_RUN}, ${kept})
       SELECT ${text(runId)}, ${present} FROM ${table.sql} AS present JOIN ${matches} ON ${equal(matches, "present", key)}
       WHERE ${matches}.${changed} AND ${notLoaded(runId, table)}`,
    ),
  ];
}

/** Puts them back into the table. */
export function restoreBeforeImages(
  table: TableName,
  runId: string,
  columns: { readonly present: readonly TableColumn[]; readonly kept: readonly TableColumn[] },
): readonly Statement[] {
  const both = columns.present.filter(({ name }) => columns.kept.some((column) => column.name === name));
  const names = identifiers(both.map(({ name }) => name));
  const mine = `FROM ${undoTable(table).sql} WHERE ${UNDO_RUN} = ${text(runId)}`;
  return [
    statement("write", `INSERT INTO ${table.sql} (${names}) SELECT ${names} ${mine}`),
    statement("undo", `DELETE ${mine}`),
  ];
}

/** Creates the undo table, or lets it follow what has become of the table's columns. */
function prepare({ table, existingUndo }: Loading, columns: readonly TableColumn[]): readonly Statement[] {
  const undo = undoTable(table);
  if (existingUndo) return changeTable(undo, changesBetween(existingUndo, columns));
  const all = [{ name: UNDO_RUN, type: "VARCHAR(64)" }, ...columns];
  return [statement("change-table", createTable(undo, all, {}))];
}

/** The table's columns once the load has changed them, own ones included. */
function columnsAfter({ fit, existing }: Loading): readonly TableColumn[] {
  const own = (existing ?? OWN_COLUMNS).filter(({ name }) => isOwn(name));
  return [
    ...fit.columns,
    ...OWN_COLUMNS.map((column) => own.find(({ name }) => name === column.name) ?? column),
  ];
}
