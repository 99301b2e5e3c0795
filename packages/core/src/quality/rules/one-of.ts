import type { Column } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import type { Rule, Scalar } from "../check.ts";
import { refuseType } from "../rule-types.ts";
import { scalarOf } from "./value.ts";

export function oneOf(column: Column, values: readonly unknown[], where: string): Rule {
  refuseType("oneOf", column, where);
  if (!Array.isArray(values) || values.length === 0) {
    throw new Usage("check.one-of", `${column.name}.oneOf() has no values`, {
      where,
      why: "every row would fail",
      next: 'list them: oneOf(["a", "b"])',
    });
  }
  const scalars: readonly Scalar[] = values.map((value: unknown) => scalarOf(column, value, where));
  return { rule: "oneOf", values: scalars };
}
