import { createHash } from "node:crypto";

/** Values as text; null where there is none. */
export type Rows = readonly (readonly (string | null)[])[];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A query that every warehouse here answers with the same texts. Dates, numbers and booleans; no times. */
export const asTexts = (table: string, columns: readonly string[]): string =>
  `SELECT ${columns.map((name) => `CAST(${quoted(name)} AS VARCHAR)`).join(", ")} FROM ${quoted(table)}`;

/** How many rows, and which, whatever their order. A number is what it means: `7.0` is `7`. */
export function rowsDigest(rows: Rows): string {
  const lines = rows.map((row) => JSON.stringify(row.map(meant))).sort();
  return `${rows.length} rows sha256:${createHash("sha256").update(lines.join("\n")).digest("hex")}`;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

const meant = (value: string | null): string | null =>
  value !== null && NUMBER.test(value) && value.includes(".") ? String(Number(value)) : value;
