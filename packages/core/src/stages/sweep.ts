import {
  Completed,
  type Envelope,
  Failed,
  isEvent,
  Planned,
  type Slot,
  type Stage,
  slotId,
} from "@waybill/events";
import { Permanent, type WaybillError } from "../errors.ts";
import type { UnitItem } from "../ports/lineage.ts";
import { unitItem } from "../run/state.ts";
import { RUN_UNIT } from "../run/unit.ts";
import { envelopeFor, keep, storedHop } from "./announce.ts";
import { complete, completing } from "./complete.ts";
import { failedOutcome, reasonOf } from "./failure.ts";
import type { Ports } from "./ports.ts";
import { goOn, runStage } from "./run-stage.ts";
import { allUnits, settleCheck } from "./settle.ts";
import type { StageContext } from "./stage.ts";

const UNIT_STAGES = ["extract", "transform", "validate"] as const;

/** Why a slot fails that nobody has filled. */
type Why = (runId: string, slot: Slot) => WaybillError;

interface SweepContext extends StageContext {
  readonly why: Why;
}

/**
 * Ends a run that stopped without a word: a time-out or a kill between two tries leaves nobody to announce the
 * failure. `Failed` goes into the first slot that has no hop: of each open unit, or of the run where no unit is open.
 * What is stored and was not gone on with is gone on with instead; so a sweep may set the run in motion again, and
 * another one may be needed where it stops again.
 * Only for runs of which no event is left in any queue; a slot that was filled meanwhile stays as it is.
 * `why`: what the slots are told, where the run did not stop by itself.
 */
export async function sweep(runId: string, ports: Ports, why: Why = silent): Promise<void> {
  const run = await ports.lineage.getRun(runId);
  if (!run || run.outcome !== null) return;
  const plan = await ports.pipelines.forRun(runId, run.pipeline);
  const signal = new AbortController().signal;
  const context: SweepContext = { ports, plan, delivery: { attempt: 1, lastAttempt: true, signal }, why };
  const at = (stage: Stage): Slot => ({ unit: RUN_UNIT, stage, generation: run.generation });
  const hopAt = (slot: Slot) => ports.lineage.getHop(slotId(runId, slot));

  const planned = await hopAt(at("plan"));
  if (!planned) return fail(await storedHop(ports, slotId(runId, at("request"))), at("plan"), context);
  if (isEvent(Failed, planned)) return finish(planned, context);
  if (run.status === "Requested") return goOn(planned, context);

  const open = (await allUnits(ports, runId)).filter((unit) => unit.open);
  for (const unit of open) await stopUnit(unit, context);
  if (open.length > 0) return;

  const settled = await hopAt(at("settle"));
  if (!settled) return settleCheck(planned, context);
  if (isEvent(Completed, settled)) return goOn(settled, context);
  const loaded = await hopAt(at("load"));
  if (!loaded) return fail(settled, at("load"), context);
  return finish(loaded, context);
}

/** The first slot without a hop fails, unless the unit had closed and nobody went on from there. */
async function stopUnit({ runId, unit, generation }: UnitItem, context: SweepContext): Promise<void> {
  const { ports, plan } = context;
  let cause = await storedHop(ports, slotId(runId, { unit, stage: "plan", generation }));
  const from = isEvent(Planned, cause) && cause.data.scope === "unit" ? cause.data.from : "extract";
  for (const stage of UNIT_STAGES.slice(UNIT_STAGES.indexOf(from))) {
    const slot: Slot = { unit, stage, generation };
    const hop = await ports.lineage.getHop(slotId(runId, slot));
    if (!hop) return fail(cause, slot, context);
    if (!unitItem(plan, hop)?.open) return goOn(hop, context);
    cause = hop;
  }
}

async function finish(last: Envelope, context: StageContext): Promise<void> {
  await goOn(last, context);
  await runStage(complete, last, context.ports, completing(context.delivery));
}

async function fail(cause: Envelope, slot: Slot, context: SweepContext): Promise<void> {
  const { ports, delivery, why } = context;
  const reason = reasonOf(why(cause.metadata.runId, slot));
  const failure = envelopeFor(ports, cause, slot, failedOutcome(reason, delivery.attempt), delivery);
  await goOn(await keep(ports, failure), context);
}

const silent: Why = (runId, { unit, stage }) =>
  new Permanent("run.stopped", `${stage} of ${unit} stopped without a word`, {
    where: unit,
    why: "no event of it is left in any queue: it was killed, ran out of time, or its event is a dead letter",
    next: `look for its last words: waybill dlq list; then waybill lineage ${runId}`,
  });
