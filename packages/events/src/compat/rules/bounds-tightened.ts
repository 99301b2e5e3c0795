import * as z from "zod";
import { changedBounds } from "../bounds.ts";
import { eachMember, type Rule } from "../rule.ts";

export const boundsTightened: Rule = {
  id: "bounds-tightened",
  purpose: "Stored events hold values outside the new bounds, so the running code refuses them.",
  protects: ["backward"],
  check: eachMember((pair) => changedBounds(pair, "tighter")),
  fixtures: {
    breaks: {
      before: z.object({ rows: z.int().min(0), name: z.string() }),
      after: z.object({ rows: z.int().min(1), name: z.string().max(100) }),
    },
    holds: {
      before: z.object({ rows: z.int().min(0) }),
      after: z.object({ rows: z.int().min(0) }),
    },
  },
};
