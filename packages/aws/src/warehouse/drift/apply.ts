import { type Statement, statement } from "../sql/statement.ts";
import { identifier, sameName } from "../sql/words.ts";
import { declaration, OWN_COLUMNS, type TableColumn } from "../tables/columns.ts";
import type { TableName } from "../tables/name.ts";
import type { Change } from "./fit.ts";

/** What brings the table's columns to what the load needs, within its transaction. */
export function changeTable(table: TableName, changes: readonly Change[]): readonly Statement[] {
  const retyped = changes.filter(({ kind }) => kind === "retype").map(({ column }) => column);
  return [
    ...changes
      .filter(({ kind }) => kind === "add")
      .map(({ column }) => alter(table, `ADD COLUMN ${declaration(column)}`)),
    ...retype(table, retyped),
  ];
}

/** What Redshift allows only outside of a transaction. Doing it twice, or for a load that then fails, does no harm. */
export const lengthen = (table: TableName, changes: readonly Change[]): readonly Statement[] =>
  changes
    .filter(({ kind }) => kind === "lengthen")
    .map(({ column }) => alter(table, `ALTER COLUMN ${identifier(column.name)} TYPE ${column.type}`));

/** For a table that somebody else made: its rows have no run, NULL. */
export const missingOwnColumns = (existing: readonly TableColumn[]): readonly Change[] =>
  OWN_COLUMNS.filter((own) => !existing.some(({ name }) => sameName(name, own.name))).map((column) => ({
    kind: "add",
    column,
  }));

/** The changes that make one table's columns those of another. */
export const changesBetween = (
  kept: readonly TableColumn[],
  present: readonly TableColumn[],
): readonly Change[] =>
  present.flatMap((column): readonly Change[] => {
    const old = kept.find(({ name }) => sameName(name, column.name));
    if (old === undefined) return [{ kind: "add", column }];
    return old.type === column.type ? [] : [{ kind: "retype", column }];
  });

// Redshift cannot change a column's type in place: a new one takes the old one's values and then its name.
function retype(table: TableName, columns: readonly TableColumn[]): readonly Statement[] {
  if (columns.length === 0) return [];
  const sets = columns.map(
    ({ type }, i) => `${next(i)} = CAST(${identifier(columns[i]?.name ?? "")} AS ${type})`,
  );
  return [
    ...columns.map(({ type }, i) => alter(table, `ADD COLUMN ${next(i)} ${type}`)),
    statement("change-table", `UPDATE ${table.sql} SET ${sets.join(", ")}`),
    ...columns.flatMap(({ name }, i) => [
      alter(table, `DROP COLUMN ${identifier(name)}`),
      alter(table, `RENAME COLUMN ${next(i)} TO ${identifier(name)}`),
    ]),
  ];
}

const next = (index: number): string => identifier(`_waybill_next_${index}`);

const alter = (table: TableName, what: string): Statement =>
  statement("change-table", `ALTER TABLE ${table.sql} ${what}`);
