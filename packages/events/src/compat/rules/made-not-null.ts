import * as z from "zod";
import { describeShape, type Rule } from "../rule.ts";

export const madeNotNull: Rule = {
  id: "made-not-null",
  purpose: "Stored events hold null there, so the running code refuses them.",
  protects: ["backward"],
  check: ({ path, before, after }) =>
    before.nullable && !after.nullable
      ? [{ path, before: describeShape(before), after: describeShape(after) }]
      : [],
  fixtures: {
    breaks: {
      before: z.object({ reason: z.string().nullable() }),
      after: z.object({ reason: z.string() }),
    },
    holds: {
      before: z.object({ reason: z.string() }),
      after: z.object({ reason: z.string() }),
    },
  },
};
