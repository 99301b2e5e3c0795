import type { MemberPair } from "./place.ts";
import type { Change } from "./rule.ts";

const LOWER = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
const UPPER = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];

export const BOUNDS: readonly string[] = [...LOWER, ...UPPER];

/** The bounds that let fewer values through than before, or more. An absent bound lets every value through. */
export function changedBounds({ path, before, after }: MemberPair, how: "tighter" | "looser"): Change[] {
  return BOUNDS.flatMap((keyword) => {
    const lower = LOWER.includes(keyword);
    const open = lower ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const was = before.keywords[keyword] ?? open;
    const is = after.keywords[keyword] ?? open;
    const grew = Number(is) - Number(was);
    const narrowed = lower ? grew > 0 : grew < 0;
    // Equal infinities differ by NaN, which is neither more nor less.
    const widened = lower ? grew < 0 : grew > 0;
    if (how === "tighter" ? !narrowed : !widened) return [];
    return [{ path, before: say(keyword, was, open), after: say(keyword, is, open) }];
  });
}

const say = (keyword: string, value: unknown, open: number) =>
  value === open ? `no ${keyword}` : `${keyword} ${value}`;
