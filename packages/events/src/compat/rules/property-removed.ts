import * as z from "zod";
import { describeShape, eachMember, type Rule } from "../rule.ts";

export const propertyRemoved: Rule = {
  id: "property-removed",
  purpose: "Readers miss a field that they were promised, and what was stored in it is no longer read.",
  protects: ["backward", "forward"],
  check: eachMember(({ path, before, after }) =>
    Object.entries(before.properties)
      .filter(([name]) => !(name in after.properties))
      .map(([name, shape]) => ({ path: `${path}.${name}`, before: describeShape(shape), after: "absent" })),
  ),
  fixtures: {
    breaks: {
      before: z.object({ rows: z.int(), note: z.string().optional() }),
      after: z.object({ rows: z.int() }),
    },
    holds: {
      before: z.object({ rows: z.int() }),
      after: z.object({ rows: z.int(), note: z.string().optional() }),
    },
  },
};
