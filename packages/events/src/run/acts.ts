import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";
import { rowCount } from "./parts.ts";

const By = z.object({
  by: z.string().meta({ description: "Who did it." }),
  why: z.string().nullable().meta({ description: "What they said about it." }),
});

export const Redriven = defineEvent("Redriven", "A dead letter went back to the queue it came from.", {
  1: By.extend({
    queue: z.string().meta({ description: "The queue that it went back to." }),
    event: z.string().meta({ description: "The id of the event in the dead letter." }),
    attempts: rowCount("How often it had been tried."),
  }),
});
export type Redriven = EventOf<typeof Redriven>;

export const Released = defineEvent("Released", "Quarantined rows were sent on in a run of their own.", {
  1: By.extend({
    child: z.string().meta({ description: "The run that takes the rows through validate, settle and load." }),
    rows: rowCount("Rows released."),
  }),
});
export type Released = EventOf<typeof Released>;

export const RolledBack = defineEvent("RolledBack", "A run's load was taken out of the warehouse.", {
  1: By.extend({
    table: z.string().meta({ description: "The table that the rows were taken out of." }),
    rows: z
      .object({
        removed: rowCount("Rows that the run had inserted."),
        restored: rowCount("Rows that the run had updated, deleted or replaced."),
      })
      .meta({ description: "How many rows the table lost, and got back." }),
  }),
});
export type RolledBack = EventOf<typeof RolledBack>;

export const Discarded = defineEvent("Discarded", "Quarantined rows, or a dead letter, were given up.", {
  1: By.extend({
    what: z.enum(["quarantine", "dead-letter"]).meta({ description: "What was given up." }),
    rows: rowCount("Rows, or dead letters."),
  }),
});
export type Discarded = EventOf<typeof Discarded>;
