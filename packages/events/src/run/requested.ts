import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";

/** Why a run is asked for. */
export const Trigger = z.object({
  kind: z
    .enum(["hand", "schedule", "arrival", "retry", "replay", "backfill", "release"])
    .meta({ description: "What kind of thing asked." }),
  by: z.string().nullable().meta({ description: "Who or what: a user, a schedule, an object's URI." }),
  origin: z.string().nullable().meta({ description: "The run that this one repeats or continues." }),
});
export type Trigger = z.output<typeof Trigger>;

export const Requested = defineEvent("Requested", "A run, or a retry of what failed in it, is asked for.", {
  1: z.object({
    trigger: Trigger.meta({ description: "Why the run is asked for." }),
    definition: z
      .object({
        module: z.string().nullable().meta({ description: "The file that exports the pipeline." }),
        digest: z.string().meta({ description: "`sha256:` of the pipeline's plan, functions included." }),
      })
      .meta({ description: "Which definition of the pipeline runs." }),
    parameters: z.record(z.string(), z.string()).meta({ description: "What the caller set for this run." }),
  }),
});
export type Requested = EventOf<typeof Requested>;
