import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";
import { Artifact, elapsed, rowCount } from "./parts.ts";

/** What one step of a transform did. A step may filter, join and fan out: it says how many in and how many out. */
export const StepCount = z.object({
  step: z.string().meta({ description: "`sql`, `rows`, with its place: `sql[0]`." }),
  in: rowCount("Rows in."),
  out: rowCount("Rows out."),
  quarantined: rowCount("Rows whose function threw."),
});

export const Transformed = defineEvent("Transformed", "A unit's rows went through the pipeline's steps.", {
  1: z.object({
    inputs: z.array(Artifact).meta({ description: "The artifacts it read; of more than 20 the first 20." }),
    lookups: z.record(z.string(), Artifact).meta({ description: "The lookups it joined, by name." }),
    artifact: Artifact.meta({ description: "The rows that came out, with their flags." }),
    quarantine: Artifact.nullable().meta({ description: "Rows whose function threw, with the exception." }),
    steps: z.array(StepCount).meta({ description: "What each step did, in order." }),
    rows: z
      .object({
        in: rowCount("Rows of the inputs."),
        out: rowCount("Rows of the artifact, flagged ones included."),
        quarantined: rowCount("Rows whose function threw."),
      })
      .meta({ description: "The books of all steps together." }),
    ms: elapsed(),
  }),
});
export type Transformed = EventOf<typeof Transformed>;
