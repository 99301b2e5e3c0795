import type { ColumnType } from "../../../contract/column.ts";

const INTEGERS = new Set<ColumnType["kind"]>(["int32", "int", "int64"]);
const FRACTIONS = new Set<ColumnType["kind"]>(["decimal", "double", "float32"]);
const TEMPORAL = new Set<ColumnType["kind"]>(["date", "time", "timestamp", "timestamptz"]);

/**
 * True where the engine is certain to refuse a text that a judge refuses. False is no promise: the engine may read it
 * as something else, so a row that holds it must not reach it.
 */
export function engineRefuses({ kind }: ColumnType, text: string, decimalSeparator: "." | ","): boolean {
  if (INTEGERS.has(kind)) return isNoNumber(text.replaceAll(",", "?"));
  if (FRACTIONS.has(kind)) return isNoNumber(text.replaceAll(decimalSeparator === "," ? "," : "\0", "."));
  if (TEMPORAL.has(kind)) return !/[0-9]/.test(text) && !/inf|epoch/i.test(text);
  return kind !== "text" && kind !== "json";
}

/** It holds a character that stands in none: neither in `0x1F` nor in `1_000`, `1e3` or `inf`. */
const isNoNumber = (text: string): boolean =>
  /^\s*$|[^0-9.eE+\-_\s]/.test(text) && !/^\s*[+-]?0[xbo]|inf|nan/i.test(text);
