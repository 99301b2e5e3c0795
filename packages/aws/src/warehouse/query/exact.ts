import type { Table } from "../data-api/rows.ts";
import { identifier } from "../sql/words.ts";

/** Columns of integers beyond what a JSON number of the SDK holds, which has rounded them. */
export const roundedColumns = ({ columns, rows }: Table): ReadonlySet<string> =>
  new Set(
    columns
      .filter(({ type }, i) => type === "int8" && rows.some((row) => typeof row[i] === "string"))
      .map(({ name }) => name),
  );

/** The same query with these columns as text. */
export function asText(sql: string, { columns }: Table, rounded: ReadonlySet<string>): string {
  const values = columns.map(({ name }) => {
    const column = `query.${identifier(name)}`;
    return rounded.has(name) ? `CAST(${column} AS VARCHAR) AS ${identifier(name)}` : column;
  });
  return `SELECT ${values.join(", ")} FROM (${sql}\n) AS query`;
}

/** Its rows, with numbers for the integers that are exact as such. */
export const fromText = ({ columns, rows }: Table, rounded: ReadonlySet<string>): Table["rows"] =>
  rows.map((row) =>
    row.map((value, i) => {
      const isText = rounded.has(columns[i]?.name ?? "") && typeof value === "string";
      return isText && Number.isSafeInteger(Number(value)) ? Number(value) : value;
    }),
  );
