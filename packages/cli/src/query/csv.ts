import type { QueryResult } from "@waybill/core";
import { cellText } from "./cell.ts";

/** RFC 4180 with a header. NULL is an empty field, an empty text is a quoted one: they stay two things. */
export function* csvLines({ columns, rows }: Pick<QueryResult, "columns" | "rows">): Generator<string> {
  yield line(columns.map(({ name }) => name));
  for (const row of rows) yield line(row);
}

const line = (values: readonly unknown[]): string => `${values.map(field).join(",")}\r\n`;

function field(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = cellText(value);
  return text === "" || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
