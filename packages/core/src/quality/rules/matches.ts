import type { Column } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import type { Rule } from "../check.ts";
import { patternRule } from "../pattern/pattern.ts";
import { refuseType } from "../rule-types.ts";

export function matches(column: Column, pattern: unknown, where: string): Rule {
  refuseType("matches", column, where);
  if (pattern instanceof RegExp) return patternRule(pattern, where);
  throw new Usage("check.pattern", `${column.name}.matches() takes a regular expression`, {
    where,
    why: `it got ${typeof pattern}`,
    next: "write matches(/^[A-Z]{3}$/)",
  });
}
