import { columnsOf, createTable, OWN_COLUMNS, renameTable } from "../tables/catalog.ts";
import { oldTable, oldUndoTable, undoTable } from "../tables/name.ts";
import { append } from "./append.ts";
import type { Loading, Written } from "./loading.ts";

/**
 * Puts a new table in the old one's place. The old one is kept beside it until the load can no longer be taken back,
 * together with the rows that earlier merges had replaced in it.
 */
export async function replace(loading: Loading): Promise<Written> {
  const { session, table, fit, runId } = loading;
  await renameTable(session, table, oldTable(table, runId));
  if (await columnsOf(session, undoTable(table))) {
    await renameTable(session, undoTable(table), oldUndoTable(table, runId));
  }
  await createTable(session, table, [...fit.columns, ...OWN_COLUMNS]);
  return append(loading);
}
