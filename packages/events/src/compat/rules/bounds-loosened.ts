import * as z from "zod";
import { changedBounds } from "../bounds.ts";
import { eachMember, type Rule } from "../rule.ts";

export const boundsLoosened: Rule = {
  id: "bounds-loosened",
  purpose: "Deployed consumers refuse the values that only the new bounds allow.",
  protects: ["forward"],
  check: eachMember((pair) => changedBounds(pair, "looser")),
  fixtures: {
    breaks: {
      before: z.object({ rows: z.int().min(1), checks: z.array(z.string()).max(10) }),
      after: z.object({ rows: z.int().min(0), checks: z.array(z.string()) }),
    },
    holds: {
      before: z.object({ rows: z.int().min(1) }),
      after: z.object({ rows: z.int().min(1), retries: z.int().min(0).optional() }),
    },
  },
};
