import * as z from "zod";
import { BOUNDS } from "../bounds.ts";
import { canonical } from "../canonical.ts";
import { eachMember, type Rule } from "../rule.ts";
import type { Member } from "../shape.ts";

const JUDGED_ELSEWHERE = new Set([...BOUNDS, "format", "pattern"]);

/** The rule behind the others: what none of them understands must not change at all. */
export const keywordChanged: Rule = {
  id: "keyword-changed",
  purpose: "Nobody can tell whether readers bear this change, so it counts as one that they do not.",
  protects: ["backward", "forward"],
  check: eachMember(({ path, before, after }) => {
    const [was, is] = [unjudged(before), unjudged(after)];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((keyword) => canonical(was[keyword]) !== canonical(is[keyword]))
      .map((keyword) => ({ path, before: say(keyword, was[keyword]), after: say(keyword, is[keyword]) }));
  }),
  fixtures: {
    breaks: {
      before: z.object({ stages: z.record(z.string(), z.int()) }),
      after: z.object({ stages: z.record(z.string().max(20), z.int()) }),
    },
    holds: {
      before: z.object({ stages: z.record(z.string(), z.int()) }),
      after: z.object({ stages: z.record(z.string(), z.int()).meta({ description: "By name." }) }),
    },
  },
};

/** What holds the items of a list and the entries of a record is compared by its presence; what it is, in its own place. */
function unjudged({ type, items, entries, keywords }: Member): Record<string, unknown> {
  const others = Object.entries(keywords).filter(([keyword]) => !JUDGED_ELSEWHERE.has(keyword));
  return {
    ...Object.fromEntries(others),
    ...(type === "array" && !items && { items: "any" }),
    ...(entries && { entries: "of one shape" }),
  };
}

const say = (keyword: string, value: unknown) =>
  value === undefined
    ? `no ${keyword}`
    : `${keyword} ${typeof value === "string" ? value : JSON.stringify(value)}`;
