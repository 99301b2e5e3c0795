import type { Column } from "../../contract/column.ts";
import type { Rule } from "../check.ts";
import { durationSeconds } from "../duration.ts";
import { refuseType } from "../rule-types.ts";

export function fresherThan(column: Column, age: string, where: string): Rule {
  refuseType("fresherThan", column, where);
  return { rule: "fresherThan", seconds: durationSeconds(age, where) };
}
