import type { Column } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import type { Scalar } from "../check.ts";
import { type Orderable, orderable } from "../value/order.ts";

/** A value in a form that compares with the column's. Throws `Usage` (`check.value`) where it has not its type. */
export function orderOf(column: Column, value: unknown, where: string): Orderable {
  const order = orderable(column.type, value);
  if (order !== null && !Number.isNaN(order)) return order;
  const { name, type } = column;
  throw new Usage("check.value", `${shown(value)} is no value of ${name}, which is ${type.kind}`, {
    where,
    why: "what a column is compared with has the column's type",
    next: `write ${EXAMPLES[type.kind] ?? "a value of that type"}`,
  });
}

const EXAMPLES: Readonly<Record<string, string>> = {
  int32: "a number: 12",
  int: "a number: 12",
  int64: "a bigint: 12n",
  double: "a number: 1.5",
  float32: "a number: 1.5",
  decimal: 'text: "12.50"',
  text: 'text: "A"',
  date: 'text: "2024-02-29"',
  time: 'text: "23:59:59"',
  timestamp: 'text without an offset: "2024-02-29T23:59:59"',
  timestamptz: 'a Date, or text with an offset: "2024-02-29T23:59:59Z"',
  boolean: "true or false",
};

/** The form in which a value is kept in a plan: a Date as text in UTC. */
export function scalarOf(column: Column, value: unknown, where: string): Scalar {
  orderOf(column, value, where);
  return value instanceof Date ? value.toISOString() : (value as Scalar);
}

export const shown = (value: unknown): string =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : String(value);
