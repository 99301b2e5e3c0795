import { identifier } from "@waybill/core/engine";
import type { Session } from "../session.ts";
import { declaration, OWN_COLUMNS, sameName, type TableColumn } from "../tables/catalog.ts";
import type { TableName } from "../tables/name.ts";
import type { Change } from "./fit.ts";

/** Brings the table's columns to what the load needs. */
export async function applyChanges(
  { connection }: Session,
  table: TableName,
  changes: readonly Change[],
): Promise<void> {
  for (const change of changes) await connection.run(`ALTER TABLE ${table.sql} ${statement(change)}`);
}

/** For a table that somebody else made: its rows have no run, NULL. */
export const missingOwnColumns = (existing: readonly TableColumn[]): readonly Change[] =>
  OWN_COLUMNS.filter((own) => !existing.some(({ name }) => sameName(name, own.name))).map((column) => ({
    kind: "add",
    column,
  }));

function statement(change: Change): string {
  switch (change.kind) {
    case "add":
      return `ADD COLUMN ${declaration(change.column)}`;
    case "retype":
      return `ALTER COLUMN ${identifier(change.column.name)} TYPE ${change.column.type}`;
    case "rename":
      return `RENAME COLUMN ${identifier(change.from)} TO ${identifier(change.to)}`;
  }
}
