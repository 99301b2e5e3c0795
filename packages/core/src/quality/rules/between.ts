import type { Column } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import type { Bound, Rule } from "../check.ts";
import { refuseType } from "../rule-types.ts";
import { compare } from "../value/order.ts";
import { orderOf, scalarOf, shown } from "./value.ts";

/** From and up to, both included; null leaves a side open. */
export function between(column: Column, low: unknown, high: unknown, where: string): Rule {
  refuseType("between", column, where);
  const bounds = { low: boundOf(column, low, where), high: boundOf(column, high, where) };
  if (
    low !== null &&
    high !== null &&
    compare(orderOf(column, low, where), orderOf(column, high, where)) > 0
  ) {
    throw new Usage("check.between", `no ${column.name} lies between ${shown(low)} and ${shown(high)}`, {
      where,
      why: "the first bound is the higher one",
      next: `swap them: between(${shown(high)}, ${shown(low)})`,
    });
  }
  return { rule: "between", ...bounds };
}

/** A boolean has no order, so the type check before leaves none here. */
const boundOf = (column: Column, value: unknown, where: string): Bound | null =>
  value === null ? null : (scalarOf(column, value, where) as Bound);
