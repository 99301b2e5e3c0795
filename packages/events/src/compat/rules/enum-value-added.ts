import * as z from "zod";
import { describe, eachMember, type Rule, without } from "../rule.ts";

export const enumValueAdded: Rule = {
  id: "enum-value-added",
  purpose: "Deployed consumers refuse a value that they have never seen.",
  protects: ["forward"],
  check: eachMember(({ path, before, after }) => {
    if (!before.values) return [];
    if (!after.values) return [{ path, before: describe(before), after: describe(after) }];
    const fresh = without(after.values, before.values);
    return fresh.map((value) => ({ path, before: "not allowed", after: JSON.stringify(value) }));
  }),
  fixtures: {
    breaks: {
      before: z.object({ mode: z.enum(["append", "merge"]) }),
      after: z.object({ mode: z.enum(["append", "merge", "replace"]) }),
    },
    holds: {
      before: z.object({ mode: z.enum(["append", "merge"]) }),
      after: z.object({ mode: z.enum(["merge", "append"]) }),
    },
  },
};
