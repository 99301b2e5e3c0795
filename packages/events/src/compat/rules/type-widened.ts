import * as z from "zod";
import { describe, eachMember, type Rule, reads } from "../rule.ts";

export const typeWidened: Rule = {
  id: "type-widened",
  purpose: "Deployed consumers refuse the values that only the wider type has, such as a fraction.",
  protects: ["forward"],
  check: eachMember(({ path, before, after }) =>
    reads(after.type, before.type) && !reads(before.type, after.type)
      ? [{ path, before: describe(before), after: describe(after) }]
      : [],
  ),
  fixtures: {
    breaks: {
      before: z.object({ share: z.int().min(0).max(1) }),
      after: z.object({ share: z.number().min(0).max(1) }),
    },
    holds: {
      before: z.object({ share: z.number() }),
      after: z.object({ share: z.number() }),
    },
  },
};
