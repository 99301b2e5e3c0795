import type { Column } from "../contract/column.ts";
import type { Connection } from "./database.ts";
import { passes } from "./rules/flag.ts";
import { FLAGS, identifier, parquet } from "./sql.ts";
import { duckType, fromParquet } from "./types.ts";

/** The flag columns that artifacts of one stage have. All of them are written with the same columns. */
async function flagColumnsIn(connection: Connection, paths: readonly string[]): Promise<string[]> {
  return flagsAmong(await columnsIn(connection, paths));
}

export const flagsAmong = (columns: readonly string[]): string[] =>
  columns.filter((name) => name === FLAGS || name.startsWith(`${FLAGS}_`));

export async function columnsIn(connection: Connection, paths: readonly string[]): Promise<string[]> {
  const [first] = paths;
  if (first === undefined) return [];
  const rows = await connection.all<{ column_name: string }>(`DESCRIBE SELECT * FROM ${parquet(first)}`);
  return rows.map(({ column_name }) => column_name);
}

/**
 * A query over artifacts as a step sees them: the contract's columns in its types, and no row that is held back.
 * Without artifacts it has these columns and no rows.
 */
export async function rowsOf(
  connection: Connection,
  paths: readonly string[],
  columns: readonly Column[],
): Promise<string> {
  if (paths.length === 0) return emptyRows(columns);
  const flags = await flagColumnsIn(connection, paths);
  return `SELECT ${columns.map(fromParquet).join(", ")} FROM ${parquet(paths)} WHERE ${passes(flags)}`;
}

export const emptyRows = (columns: readonly Column[]): string =>
  `SELECT ${columns.map(({ name, type }) => `CAST(NULL AS ${duckType(type)}) AS ${identifier(name)}`).join(", ")} WHERE false`;
