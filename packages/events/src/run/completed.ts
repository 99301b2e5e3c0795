import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";
import { LoadedRows } from "./loaded.ts";
import { CheckCount, elapsed, Reason, RunTotals, StageTotals } from "./parts.ts";

export const Completed = defineEvent("Completed", "A run is over, with its totals.", {
  1: z.object({
    status: z.enum(["completed", "failed"]).meta({ description: "How the run ended." }),
    reason: Reason.nullable().meta({ description: "Why it failed; null where it did not." }),
    rows: RunTotals.meta({ description: "The books of the run, from the source to the warehouse." }),
    loaded: LoadedRows.nullable().meta({
      description: "The books of the load; null where nothing was loaded.",
    }),
    checks: z.array(CheckCount).meta({ description: "Every check of the run, added up over its units." }),
    stages: z.record(z.string(), StageTotals).meta({ description: "What each stage took, by its name." }),
    ms: elapsed().meta({ description: "From the request to this event." }),
  }),
});
export type Completed = EventOf<typeof Completed>;
