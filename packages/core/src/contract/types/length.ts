import type { Rule } from "../../quality/check.ts";
import { refused } from "../refuse.ts";
import type { TypeCheck } from "../schema.ts";

/** `.min()`, `.max()`, `.length()` of a text: one `length` of the narrowest. It counts characters, not UTF-16 units. */
export function lengthRules(checks: readonly TypeCheck[], path: string): readonly Rule[] {
  const lows = checks.flatMap((check) => lowOf(check));
  const highs = checks.flatMap((check) => highOf(check));
  if (lows.length + highs.length === 0) return [];
  const low = Math.max(0, ...lows);
  const high = highs.length === 0 ? null : Math.min(...highs);
  if (high !== null && low > high) {
    throw refused({
      path,
      what: `a length from ${low} to ${high}`,
      why: "no text has it",
      next: "swap or change the bounds",
    });
  }
  return [{ rule: "length", low, high }];
}

function lowOf(check: TypeCheck): readonly number[] {
  if (check.check === "min_length") return [check.minimum];
  return check.check === "length_equals" ? [check.length] : [];
}

function highOf(check: TypeCheck): readonly number[] {
  if (check.check === "max_length") return [check.maximum];
  return check.check === "length_equals" ? [check.length] : [];
}
