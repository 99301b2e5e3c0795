import * as z from "zod";
import { eachMember, type Rule } from "../rule.ts";

export const propertyMadeRequired: Rule = {
  id: "property-made-required",
  purpose: "Stored events without the field are refused by the running code.",
  protects: ["backward"],
  check: eachMember(({ path, before, after }) =>
    [...after.required]
      .filter(
        (name) => !before.required.has(name) && (name in before.properties || !(name in after.properties)),
      )
      .map((name) => ({ path: `${path}.${name}`, before: "optional", after: "required" })),
  ),
  fixtures: {
    breaks: {
      before: z.object({ note: z.string().optional() }),
      after: z.object({ note: z.string() }),
    },
    holds: {
      before: z.object({ note: z.string().optional() }),
      after: z.object({ note: z.string().default("") }),
    },
  },
};
