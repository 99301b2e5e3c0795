import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";
import { Reason, rowCount } from "./parts.ts";

export const Failed = defineEvent("Failed", "A unit, or the run, cannot go on.", {
  1: z.object({
    reason: Reason.meta({ description: "Why it cannot go on." }),
    attempts: rowCount("How often it was tried."),
  }),
});
export type Failed = EventOf<typeof Failed>;
