import * as z from "zod";
import { eachMember, type Rule } from "../rule.ts";

export const propertyMadeOptional: Rule = {
  id: "property-made-optional",
  purpose: "Deployed consumers require the field and refuse an event without it.",
  protects: ["forward"],
  check: eachMember(({ path, before, after }) =>
    [...before.required]
      // A field with a default is always published.
      .filter((name) => !after.required.has(name) && after.properties[name]?.default === undefined)
      .filter((name) => name in after.properties || !(name in before.properties))
      .map((name) => ({ path: `${path}.${name}`, before: "required", after: "optional" })),
  ),
  fixtures: {
    breaks: {
      before: z.object({ note: z.string() }),
      after: z.object({ note: z.string().optional() }),
    },
    holds: {
      before: z.object({ note: z.string() }),
      after: z.object({ note: z.string().default("") }),
    },
  },
};
