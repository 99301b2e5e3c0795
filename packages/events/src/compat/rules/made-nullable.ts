import * as z from "zod";
import { describeShape, type Rule } from "../rule.ts";

export const madeNullable: Rule = {
  id: "made-nullable",
  purpose: "Deployed consumers refuse null where a value was promised.",
  protects: ["forward"],
  check: ({ path, before, after }) =>
    after.nullable && !before.nullable
      ? [{ path, before: describeShape(before), after: describeShape(after) }]
      : [],
  fixtures: {
    breaks: {
      before: z.object({ reason: z.string() }),
      after: z.object({ reason: z.string().nullable() }),
    },
    holds: {
      before: z.object({ reason: z.string().min(1).nullable() }),
      after: z.object({ reason: z.union([z.null(), z.string().min(1)]) }),
    },
  },
};
