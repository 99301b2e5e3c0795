import * as z from "zod";
import { describe, eachMember, type Rule, without } from "../rule.ts";

export const enumValueRemoved: Rule = {
  id: "enum-value-removed",
  purpose: "Stored events hold a value that the running code no longer knows.",
  protects: ["backward"],
  check: eachMember(({ path, before, after }) => {
    if (!after.values) return [];
    if (!before.values) return [{ path, before: describe(before), after: describe(after) }];
    const gone = without(before.values, after.values);
    return gone.map((value) => ({ path, before: JSON.stringify(value), after: "not allowed" }));
  }),
  fixtures: {
    breaks: {
      before: z.object({ mode: z.enum(["append", "merge", "replace"]) }),
      after: z.object({ mode: z.enum(["append", "merge"]) }),
    },
    holds: {
      before: z.object({ mode: z.enum(["append", "merge"]) }),
      after: z.object({ mode: z.union([z.literal("merge"), z.literal("append")]) }),
    },
  },
};
