import { type Statement, statement } from "../sql/statement.ts";
import { identifier } from "../sql/words.ts";
import { createTable, OWN_COLUMNS } from "../tables/columns.ts";
import { oldTable, oldUndoTable, type TableName, undoTable } from "../tables/name.ts";
import { append } from "./append.ts";
import type { Loading, Written } from "./loading.ts";

/**
 * Puts a new table in the old one's place. The old one is kept beside it until the load can no longer be taken back,
 * together with the rows that earlier merges had replaced in it. Views that are not late-binding, and grants, stay
 * with the old one.
 */
export function replace(loading: Loading): Written {
  const { table, runId, fit, layout, existing, existingUndo } = loading;
  const { statements, counts } = append(loading);
  return {
    statements: [
      ...(existing ? [rename(table, oldTable(table, runId))] : []),
      ...(existingUndo ? [rename(undoTable(table), oldUndoTable(table, runId))] : []),
      statement("change-table", createTable(table, [...fit.columns, ...OWN_COLUMNS], layout)),
      ...statements,
    ],
    counts,
  };
}

export const rename = (from: TableName, to: TableName): Statement =>
  statement("change-table", `ALTER TABLE ${from.sql} RENAME TO ${identifier(to.name)}`);
