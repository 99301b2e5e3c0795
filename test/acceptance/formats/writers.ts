import { gzipSync, zstdCompressSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { type Cells, COLUMNS, type ColumnName, NAMES } from "./cells.ts";

export const COMPRESSIONS = {
  "": (plain: Uint8Array) => plain,
  ".gz": gzipSync,
  ".zst": zstdCompressSync,
} as const;

/** `2026-03-29 00:30:00.5+00` as ISO 8601 has it, in another time zone than UTC now and then. */
function iso(cell: string): string {
  return cell
    .replace(" ", "T")
    .replace(/\+00$/, "+00:00")
    .replace("2026-03-29T00:30:00.5+00:00", "2026-03-29T06:00:00.5+05:30");
}

const textOf = (name: ColumnName, cell: string): string =>
  name === "at" || name === "local" ? iso(cell) : cell;

/** A delimited line; NULL is nothing, the empty string is two quotes. */
export function delimited(rows: readonly Cells[], delimiter: string): string {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const field = (name: ColumnName, cell: string | null) => {
    if (cell === null) return "";
    const text = textOf(name, cell);
    return text === "" || /["\r\n' ]|^\\/.test(text) || text.includes(delimiter) ? quote(text) : text;
  };
  const lines = rows.map((row) => NAMES.map((name) => field(name, row[name])).join(delimiter));
  return `${[NAMES.join(delimiter), ...lines].join("\n")}\n`;
}

const RAW: readonly ColumnName[] = ["id", "big", "price", "ratio", "flag", "tags"];

/** Numbers with all their digits: `JSON.stringify` knows no 64-bit integers and no decimals. */
export function jsonObject(row: Cells): string {
  const members = NAMES.map((name) => {
    const cell = row[name];
    const value = cell === null || RAW.includes(name) ? cell : JSON.stringify(textOf(name, cell));
    return `${JSON.stringify(name)}: ${value}`;
  });
  return `{${members.join(", ")}}`;
}

/** Writes Parquet with DuckDB itself, in the types that the warehouse is to have. */
export async function writeParquet(path: string, rows: readonly Cells[], codec: string): Promise<void> {
  const literal = (name: ColumnName, cell: string | null) =>
    cell === null ? "NULL" : `'${cell.replaceAll("'", "''")}'::${COLUMNS[name].type}`;
  const values = rows.map((row) => `(${NAMES.map((name) => literal(name, row[name])).join(", ")})`);
  const columns = NAMES.map((name) => `"${name}"::${COLUMNS[name].type} AS "${name}"`).join(", ");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(
    `COPY (SELECT ${columns} FROM (VALUES ${values.join(", ")}) v(${NAMES.map((name) => `"${name}"`).join(", ")})) TO '${path}' (FORMAT parquet, COMPRESSION ${codec})`,
  );
  connection.closeSync();
  instance.closeSync();
}
