import * as z from "zod";
import { describeShape, eachMember, type Rule } from "../rule.ts";

export const newRequiredProperty: Rule = {
  id: "new-required-property",
  purpose: "Stored events do not have the new field, so the running code refuses them.",
  protects: ["backward"],
  check: eachMember(({ path, before, after }) =>
    Object.entries(after.properties)
      .filter(
        ([name]) => after.required.has(name) && !(name in before.properties) && !before.required.has(name),
      )
      .map(([name, shape]) => ({
        path: `${path}.${name}`,
        before: "absent",
        after: `${describeShape(shape)}, required`,
      })),
  ),
  fixtures: {
    breaks: {
      before: z.object({ rows: z.int() }),
      after: z.object({ rows: z.int(), ms: z.int() }),
    },
    holds: {
      before: z.object({ rows: z.int() }),
      after: z.object({ rows: z.int(), ms: z.int().default(0) }),
    },
  },
};
