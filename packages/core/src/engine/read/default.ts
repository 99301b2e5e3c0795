import type { Column } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import { identifier, text } from "../sql.ts";
import { duckType } from "../types.ts";
import { textOf } from "./rows/text-of.ts";

/** The expression as the column, with the contract's default in the place of NULL. */
export function withDefault(column: Column, expression: string): string {
  const name = identifier(column.name);
  if (column.default === undefined || column.default === null) return `${expression} AS ${name}`;
  return `coalesce(${expression}, CAST(${text(defaultText(column))} AS ${duckType(column.type)})) AS ${name}`;
}

function defaultText(column: Column): string {
  const result = textOf(column.type, column.default);
  if ("text" in result) return result.text;
  throw new Usage("contract.default", `the default of column ${column.name} does not fit its type`, {
    where: `column ${column.name}`,
    why: result.reason,
    next: "give .default() a value of the column's type",
  });
}
