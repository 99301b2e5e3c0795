import { type Envelope, Failed, isEvent, Planned, RUN_UNIT, slotId } from "@waybill/events";
import { Permanent, WaybillError } from "../errors.ts";
import { runItem, unitItem } from "../run/state.ts";
import { unitOf } from "../run/unit.ts";
import { envelopeFor, keep, type Outcome, refuseMisplaced, tooLarge } from "./announce.ts";
import { noteDatasets } from "./catalogue.ts";
import { failedOutcome, finalError, reasonOf } from "./failure.ts";
import { takeBack } from "./load.ts";
import { openPlan } from "./plan.ts";
import type { Delivery, Ports } from "./ports.ts";
import { settleCheck } from "./settle.ts";
import type { Stage, StageContext } from "./stage.ts";
import { wakeDependents } from "./wake.ts";

/**
 * The order that makes redelivery safe:
 *
 *   0 a hop in the slot?  then the work is done: go on with it, never acknowledge here
 *   1 work: write the artifact, under a path of this attempt
 *   2 put the hop if absent, read the winner
 *   3 advance the unit or the run with the winner
 *   4 where the winner closes its unit: wake who waits for it, and look whether the barrier may fall
 *   5 publish the winner, whether or not it is ours
 *   6 acknowledge (the caller, by our return)
 *
 * A crash between any two steps repeats work that changes nothing.
 */
export async function runStage(
  stage: Stage,
  event: Envelope,
  ports: Ports,
  delivery: Delivery,
): Promise<void> {
  refuseMisplaced(event);
  const { runId, pipeline } = event.metadata;
  const plan = await ports.pipelines.forRun(runId, pipeline);
  const slot = stage.slotFor(event, plan);
  if (!slot) return;
  const context: StageContext = { ports, plan, delivery };
  const stored = await ports.lineage.getHop(slotId(runId, slot));
  if (stored) return goOn(stored, context);

  const { result, error } = await attempt(stage, event, context);
  if (!result) return;
  const envelope = envelopeFor(ports, event, slot, result, delivery);
  const refusal = tooLarge(envelope);
  const failure = refusal && failedOutcome(reasonOf(refusal), delivery.attempt);
  await goOn(
    await keep(ports, failure ? envelopeFor(ports, event, slot, failure, delivery) : envelope),
    context,
  );
  if (refusal ?? error) throw refusal ?? error;
}

interface Attempt {
  readonly result: Outcome | null;
  /** Thrown once the failure is announced, so that the event ends in the dead letters too. */
  readonly error?: WaybillError;
}

/** An error that will not go away on its own is an outcome too: it fills the slot as `Failed`. */
async function attempt(stage: Stage, event: Envelope, context: StageContext): Promise<Attempt> {
  try {
    return { result: await stage.work(event, context) };
  } catch (thrown) {
    const error = finalError(thrown, context.delivery);
    const reason = reasonOf(error);
    return {
      result: failedOutcome(reason, context.delivery.attempt),
      error:
        error instanceof WaybillError
          ? error
          : new Permanent(reason.code, reason.message, { ...spoken(reason), cause: error }),
    };
  }
}

const spoken = ({ where, next }: ReturnType<typeof reasonOf>) => ({
  where: where ?? undefined,
  next: next ?? undefined,
});

/** Steps 3 to 5. */
export async function goOn(winner: Envelope, context: StageContext): Promise<void> {
  const { ports, plan } = context;
  const { runId, slot } = winner.metadata;
  if (isEvent(Planned, winner)) return openPlan(winner, context);
  if (slot.unit === RUN_UNIT) {
    const item = runItem(winner);
    if (item) await ports.lineage.advanceRun(item);
    if (isEvent(Failed, winner) && slot.stage === "load") await takeBack(winner, context);
  } else {
    const item = unitItem(plan, winner);
    if (item) await ports.lineage.advanceUnit(item);
    if (item && !item.open) {
      await wakeDependents(runId, unitOf(plan, slot.unit), context);
      await settleCheck(winner, context);
    }
  }
  await noteDatasets(winner, context);
  await ports.bus.publish([winner]);
}
