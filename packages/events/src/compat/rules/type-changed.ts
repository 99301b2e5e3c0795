import * as z from "zod";
import { describe, type Rule, reads } from "../rule.ts";

export const typeChanged: Rule = {
  id: "type-changed",
  purpose: "Stored events hold another type, and deployed consumers expect it.",
  protects: ["backward", "forward"],
  check: ({ pairs }) =>
    pairs
      .filter(({ before, after }) => !reads(after.type, before.type))
      .map(({ path, before, after }) => ({ path, before: describe(before), after: describe(after) })),
  fixtures: {
    breaks: {
      before: z.object({ rows: z.int() }),
      after: z.object({ rows: z.string() }),
    },
    holds: {
      before: z.object({ rows: z.union([z.string(), z.int()]) }),
      after: z.object({ rows: z.union([z.int(), z.string()]) }),
    },
  },
};
