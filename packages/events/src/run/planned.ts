import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";
import { Artifact, elapsed, rowCount } from "./parts.ts";

const ForRun = z.object({
  scope: z.literal("run").meta({ description: "The whole plan is listed." }),
  units: rowCount("Units of this plan: partitions, lookups, steps over the whole run."),
  plan: Artifact.meta({ description: "The list of units and what each is to do." }),
  ms: elapsed(),
});

const ForUnit = z.object({
  scope: z.literal("unit").meta({ description: "One unit of it is to begin." }),
  plan: Artifact.meta({ description: "The list that this unit is on." }),
  from: z.enum(["extract", "transform", "validate"]).meta({
    description: "The stage it begins with; a retry does not repeat what succeeded.",
  }),
  describe: z.string().meta({ description: "What it is to do, for people: `flights-1.csv bytes 0-1000`." }),
});

export const Planned = defineEvent("Planned", "The work of a run, or of one of its units, is listed.", {
  1: z.discriminatedUnion("scope", [ForRun, ForUnit]),
});
export type Planned = EventOf<typeof Planned>;
