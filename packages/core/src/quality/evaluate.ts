import type { Column } from "../contract/column.ts";
import { Permanent } from "../errors.ts";
import type { Row } from "../transform/step.ts";
import type { Check } from "./check.ts";
import { findColumn } from "./find-column.ts";
import { isMultiple } from "./value/multiple.ts";
import { compare, keyOf, type Orderable, orderable } from "./value/order.ts";

export interface EvaluationContext {
  readonly columns: readonly Column[];
  /** When the run was asked for, in milliseconds since 1970. */
  readonly runTime: number;
  /** All values of a lookup's column, each as `keyOf` gives it. */
  readonly lookupValues: (lookup: string, column: string) => ReadonlySet<string>;
}

/**
 * What SQL says of a row and a row-level check, without an engine: true where the row fails. NULL passes all but
 * `notNull`. Throws `Permanent` (`check.not-row-level`) for `satisfies`, `unique` and `count`.
 */
export function rowFails(check: Check, row: Row, context: EvaluationContext): boolean {
  if (
    check.column === null ||
    check.rule === "unique" ||
    check.rule === "count" ||
    check.rule === "satisfies"
  ) {
    throw notRowLevel(check);
  }
  const value = row[check.column] ?? null;
  if (check.rule === "notNull") return value === null;
  if (value === null) return false;
  const column = findColumn(context.columns, check.column, check.id);
  return valueFails(check, value, column, context);
}

type ValueCheck = Exclude<Check, { rule: "notNull" | "unique" | "count" | "satisfies" }>;

function valueFails(check: ValueCheck, value: unknown, column: Column, context: EvaluationContext): boolean {
  switch (check.rule) {
    case "between":
      return isOutside(check, orderOf(column, value, check), (bound) => orderOf(column, bound, check));
    case "oneOf":
      return !check.values.some((one) => keyOf(column.type, one) === keyOf(column.type, value));
    case "multipleOf":
      return !isMultiple(orderOf(column, value, check), stepOf(column, check));
    case "matches":
      return !new RegExp(check.pattern, `${check.flags}u`).test(String(value));
    case "length": {
      const characters = [...String(value)].length;
      return characters < check.low || (check.high !== null && characters > check.high);
    }
    case "references":
      return !context.lookupValues(check.lookup, check.target).has(keyOf(column.type, value) ?? "");
    case "fresherThan": {
      const oldest = BigInt(context.runTime) * 1000n - BigInt(Math.round(check.seconds * 1e6));
      return compare(orderOf(column, value, check), oldest) < 0;
    }
  }
}

/** The step of a 64-bit integer is text: it is kept as JSON. */
const stepOf = (column: Column, check: Extract<Check, { rule: "multipleOf" }>): Orderable =>
  column.type.kind === "int64" ? BigInt(check.of) : orderOf(column, check.of, check);

type Between = Extract<Check, { rule: "between" }>;

function isOutside(
  { low, high, exclusive }: Between,
  value: Orderable,
  order: (bound: unknown) => Orderable,
): boolean {
  const openLow = exclusive === "low" || exclusive === "both";
  const openHigh = exclusive === "high" || exclusive === "both";
  const fromLow = low === null ? 1 : compare(value, order(low));
  const fromHigh = high === null ? -1 : compare(value, order(high));
  return fromLow < 0 || fromHigh > 0 || (openLow && fromLow === 0) || (openHigh && fromHigh === 0);
}

function orderOf(column: Column, value: unknown, check: Check): Orderable {
  const order = orderable(column.type, value);
  if (order !== null) return order;
  throw new Permanent(
    "check.value",
    `${String(value)} is no value of ${column.name}, which is ${column.type.kind}`,
    {
      where: check.id,
      why: "rows are typed before they are checked",
      next: "give the row a value in the JavaScript form of the column's type",
    },
  );
}

const notRowLevel = (check: Check): Permanent =>
  new Permanent("check.not-row-level", `${check.id} cannot be decided without the engine`, {
    where: check.id,
    why:
      check.rule === "satisfies"
        ? "it is SQL, and this evaluation knows none"
        : "it is about all rows of a run",
    next: "leave it out here, or use the DuckDB engine",
  });
