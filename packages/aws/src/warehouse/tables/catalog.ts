import { Permanent } from "@waybill/core";
import type { Rows } from "../data-api/rows.ts";
import { failWhere, type Statement, statement } from "../sql/statement.ts";
import { text, textList } from "../sql/words.ts";
import { type CatalogType, typeInCatalog } from "./column-type.ts";
import type { TableColumn } from "./columns.ts";
import type { TableName } from "./name.ts";

const NAMED = "table_name, column_name";
const TYPED = "data_type, character_maximum_length, numeric_precision, numeric_scale";

/** The columns of these tables, which are of one schema, and which of them are views. */
export function readColumns(tables: readonly TableName[]): readonly Statement[] {
  const here = `table_schema = ${text(tables[0]?.schema ?? "")} AND table_name IN ${textList(tables.map(({ name }) => name))}`;
  return [
    statement(
      "read",
      `SELECT ${NAMED}, ${TYPED} FROM SVV_COLUMNS WHERE ${here} ORDER BY table_name, ordinal_position`,
    ),
    statement("read", `SELECT table_name FROM SVV_TABLES WHERE ${here} AND table_type = 'VIEW'`),
  ];
}

/** The table's columns in their order, own ones included; null where there is no such table. */
export function columnsIn(rows: Rows, { name }: TableName): readonly TableColumn[] | null {
  const columns = rows
    .filter((row) => row.table_name === name)
    .map((row) => ({ name: String(row.column_name), type: typeInCatalog(catalogType(row)) }));
  return columns.length === 0 ? null : columns;
}

const catalogType = (row: Rows[number]): CatalogType => ({
  data_type: String(row.data_type),
  character_maximum_length: number(row.character_maximum_length),
  numeric_precision: number(row.numeric_precision),
  numeric_scale: number(row.numeric_scale),
});

const number = (value: unknown): number | null => (value === null ? null : Number(value));

/** Fails where the table has other columns by now than those that the batch was made for. */
export function checkUnchanged(table: TableName, columns: readonly TableColumn[] | null): Statement {
  const known = (columns ?? []).map(({ name, type }) => `${name}${numberIn(type)}`);
  const found = known.length === 0 ? "0" : `SUM(CASE WHEN ${COLUMN} IN ${textList(known)} THEN 1 ELSE 0 END)`;
  return failWhere("check-table", {
    condition: `COUNT(*) <> ${known.length} OR ${found} <> ${known.length}`,
    shown: "CAST(COUNT(*) AS VARCHAR) || ' columns'",
    from: `SVV_COLUMNS WHERE table_schema = ${text(table.schema)} AND table_name = ${text(table.name)}`,
  });
}

/** A column's name and, where it is a number, its type: no other column of a load is ever given another one. */
const COLUMN =
  "column_name || CASE WHEN data_type IN ('smallint', 'integer', 'bigint', 'real', 'double precision') THEN ' ' || data_type " +
  "WHEN data_type = 'numeric' THEN ' decimal(' || CAST(numeric_precision AS VARCHAR) || ',' || CAST(numeric_scale AS VARCHAR) || ')' " +
  "ELSE '' END";

const numberIn = (type: string): string =>
  /^(SMALLINT|INTEGER|BIGINT|REAL|DOUBLE|DECIMAL)/.test(type) ? ` ${type.toLowerCase()}` : "";

export function refuseView(views: Rows, { name, label }: TableName): void {
  if (!views.some((row) => row.table_name === name)) return;
  throw new Permanent("warehouse.not-a-table", `\`${label}\` is a view; only a table can be loaded`, {
    where: label,
    next: "give the pipeline's load another table name, or drop the view",
  });
}
