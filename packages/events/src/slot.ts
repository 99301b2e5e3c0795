import * as z from "zod";
import { deterministicUlid, runTime } from "./ids.ts";

/** The stages of a run, in the order in which data meets them. */
export const STAGES = [
  "request",
  "plan",
  "extract",
  "transform",
  "validate",
  "settle",
  "load",
  "complete",
  "act",
] as const;

export const Stage = z.enum(STAGES).meta({ description: "The stage that a hop belongs to." });
export type Stage = z.output<typeof Stage>;

/** The unit that stands for the run as a whole. */
export const RUN_UNIT = "run";

/**
 * The place of one hop in a run. A slot says who did what in which try, never how it ended: a stage's success
 * and its `Failed` compete for one slot, and the first envelope stored there wins.
 */
export const Slot = z.object({
  unit: z.string().min(1).meta({ description: "`run`, or a partition of a source or step: `flights#3`." }),
  stage: Stage,
  generation: z.int32().min(0).meta({ description: "How many retries the run had seen when this was done." }),
});
export type Slot = z.output<typeof Slot>;

/** The event id that this slot of this run has, whoever computes it. All ids of a run are neighbours. */
export const slotId = (runId: string, { unit, stage, generation }: Slot): string =>
  deterministicUlid(runTime(runId), runId, unit, stage, generation);
