import * as z from "zod";
import { nameOf } from "../place.ts";
import type { Rule } from "../rule.ts";

const ForRun = z.object({ scope: z.literal("run"), units: z.int() });
const ForUnit = z.object({ scope: z.literal("unit"), describe: z.string() });

export const unionMemberRemoved: Rule = {
  id: "union-member-removed",
  purpose: "Stored events are of a kind that the running code no longer knows.",
  protects: ["backward"],
  check: ({ path, removed }) =>
    removed.map((member) => ({ path, before: nameOf(member), after: "not allowed" })),
  fixtures: {
    breaks: { before: z.discriminatedUnion("scope", [ForRun, ForUnit]), after: ForRun },
    holds: {
      before: z.discriminatedUnion("scope", [ForRun, ForUnit]),
      after: z.discriminatedUnion("scope", [ForUnit, ForRun]),
    },
  },
};
