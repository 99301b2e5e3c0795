import { type Envelope, RUN_UNIT, type Slot, type Stage, slotId } from "@waybill/events";
import { Permanent } from "../errors.ts";
import { unitOf } from "../run/unit.ts";
import { envelopeFor, keep, storedHop } from "./announce.ts";
import { failedOutcome, reasonOf } from "./failure.ts";
import type { Ports } from "./ports.ts";
import { goOn } from "./run-stage.ts";
import { allUnits, settleCheck } from "./settle.ts";
import type { StageContext } from "./stage.ts";

const UNIT_STAGES: readonly Stage[] = ["extract", "transform", "validate"];
const RUN_STAGES: readonly Stage[] = ["plan", "load", "complete"];

/**
 * Ends a run that stopped without a word: a time-out or a kill between two tries leaves nobody to announce the
 * failure. `Failed` goes into the first slot that has no hop: of each open unit, or of the run where no unit is open.
 * Only for runs of which no event is left in any queue; a slot that was filled meanwhile stays as it is.
 */
export async function sweep(runId: string, ports: Ports): Promise<void> {
  const run = await ports.lineage.getRun(runId);
  if (!run || run.outcome !== null) return;
  const plan = await ports.pipelines.forRun(runId, run.pipeline);
  const context: StageContext = {
    ports,
    plan,
    delivery: { attempt: 1, lastAttempt: true, signal: new AbortController().signal },
  };
  const open = (await allUnits(ports, runId)).filter((unit) => unit.open);
  for (const { unit, generation, hopId } of open) {
    const first = UNIT_STAGES.slice(unitOf(plan, unit).role === "step" ? 1 : 0);
    await fail(await storedHop(ports, hopId), { unit, generation }, first, context);
  }
  if (open.length > 0) return;
  const request = await storedHop(ports, slotId(runId, { unit: RUN_UNIT, stage: "request", generation: 0 }));
  const hopOf = (stage: Stage) =>
    ports.lineage.getHop(slotId(runId, { unit: RUN_UNIT, stage, generation: run.generation }));
  if ((await hopOf("plan")) && !(await hopOf("settle"))) return settleCheck(request, context);
  await fail(request, { unit: RUN_UNIT, generation: run.generation }, RUN_STAGES, context);
}

async function fail(
  cause: Envelope,
  where: Omit<Slot, "stage">,
  stages: readonly Stage[],
  context: StageContext,
): Promise<void> {
  const { ports } = context;
  for (const stage of stages) {
    const slot = { ...where, stage };
    if (await ports.lineage.getHop(slotId(cause.metadata.runId, slot))) continue;
    const outcome = failedOutcome(reasonOf(silent(cause.metadata.runId, where.unit, stage)), 1);
    await goOn(await keep(ports, envelopeFor(ports, cause, slot, outcome, { attempt: 1 })), context);
    return;
  }
}

const silent = (runId: string, unit: string, stage: Stage) =>
  new Permanent("run.stopped", `${stage} of ${unit} stopped without a word`, {
    where: unit,
    why: "no event of it is left in any queue: it was killed, ran out of time, or its event is a dead letter",
    next: `look for its last words: waybill dlq list; then waybill lineage ${runId}`,
  });
