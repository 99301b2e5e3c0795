import * as z from "zod";
import { nameOf } from "../place.ts";
import type { Rule } from "../rule.ts";

const ForRun = z.object({ scope: z.literal("run"), units: z.int() });
const ForUnit = z.object({ scope: z.literal("unit"), describe: z.string() });

export const unionMemberAdded: Rule = {
  id: "union-member-added",
  purpose: "Deployed consumers refuse an event of a kind that they have never seen.",
  protects: ["forward"],
  check: ({ path, added }) => added.map((member) => ({ path, before: "not allowed", after: nameOf(member) })),
  fixtures: {
    breaks: { before: ForRun, after: z.discriminatedUnion("scope", [ForRun, ForUnit]) },
    holds: {
      before: z.discriminatedUnion("scope", [ForRun, ForUnit]),
      after: z.discriminatedUnion("scope", [ForUnit, ForRun.extend({ note: z.string().optional() })]),
    },
  },
};
