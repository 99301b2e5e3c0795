import { Permanent } from "@waybill/core";
import { identifier, OWN_PREFIX, PARTITION, RUN_ID, text } from "@waybill/core/engine";
import type { Session } from "../session.ts";
import type { TableName } from "./name.ts";

export interface TableColumn {
  readonly name: string;
  /** In the engine's words: `DECIMAL(12,2)`. */
  readonly type: string;
}

/** What a load adds to every table, so that a row leads back to its run. */
export const OWN_COLUMNS: readonly TableColumn[] = [
  { name: RUN_ID, type: "VARCHAR" },
  { name: PARTITION, type: "INTEGER" },
];

/**
 * The table's columns in their order, own ones included; null where there is no such table.
 * Errors: `Permanent` `warehouse.not-a-table`: the name belongs to a view.
 */
export async function columnsOf({ connection }: Session, table: TableName): Promise<TableColumn[] | null> {
  const { catalog, schema, name } = table;
  const here = `database_name = ${text(catalog)} AND lower(schema_name) = lower(${text(schema)})`;
  const views = await connection.all(
    `SELECT 1 FROM duckdb_views() WHERE ${here} AND lower(view_name) = lower(${text(name)})`,
  );
  if (views.length > 0) throw isView(table);
  const columns = await connection.all<{ name: string; type: string }>(
    `SELECT column_name AS name, data_type AS type FROM duckdb_columns()
     WHERE ${here} AND lower(table_name) = lower(${text(name)}) ORDER BY column_index`,
  );
  return columns.length === 0 ? null : columns;
}

const isView = ({ label }: TableName): Permanent =>
  new Permanent("warehouse.not-a-table", `\`${label}\` is a view; only a table can be loaded`, {
    where: label,
    next: "give the pipeline's load another table name, or drop the view",
  });

export async function createTable(
  { connection }: Session,
  table: TableName,
  columns: readonly TableColumn[],
): Promise<void> {
  await connection.run(`CREATE TABLE ${table.sql} (${columns.map(declaration).join(", ")})`);
}

export const declaration = ({ name, type }: TableColumn): string => `${identifier(name)} ${type}`;

export const dropTable = ({ connection }: Session, table: TableName): Promise<void> =>
  connection.run(`DROP TABLE IF EXISTS ${table.sql}`);

export const renameTable = ({ connection }: Session, from: TableName, to: TableName): Promise<void> =>
  connection.run(`ALTER TABLE ${from.sql} RENAME TO ${identifier(to.name)}`);

export const createSchema = ({ connection }: Session, { catalog, schema }: TableName): Promise<void> =>
  connection.run(`CREATE SCHEMA IF NOT EXISTS ${identifier(catalog)}.${identifier(schema)}`);

export const isOwn = (name: string): boolean => name.toLowerCase().startsWith(OWN_PREFIX);

export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
