import type { Column } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import type { Rule } from "../check.ts";
import { refuseType } from "../rule-types.ts";

/** In characters (code points). Without `high`: exactly `low`; with null: `low` or more. */
export function length(column: Column, low: number, high: number | null | undefined, where: string): Rule {
  refuseType("length", column, where);
  const most = high === undefined ? low : high;
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  if (isCount(low) && (most === null || (isCount(most) && low <= most)))
    return { rule: "length", low, high: most };
  throw new Usage("check.length", `no text has a length from ${low} to ${most}`, {
    where,
    why: "both are whole numbers from 0 on, the lower one first",
    next: "write length(3), length(1, 20) or length(1, null)",
  });
}
