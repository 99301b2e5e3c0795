import { type Envelope, Failed, isEvent, RUN_UNIT, type Slot, slotId } from "@waybill/events";
import type { UnitItem } from "../ports/lineage.ts";
import { runItem } from "../run/state.ts";
import { envelopeFor, keep, type Outcome, tooLarge } from "./announce.ts";
import { completed } from "./complete.ts";
import { decide } from "./decide.ts";
import { finalError, reasonOf } from "./failure.ts";
import type { Ports } from "./ports.ts";
import type { StageContext } from "./stage.ts";

/**
 * The barrier. Called after every write that may have been the last one missing; many workers may come here at once
 * and all but the first store nothing.
 *
 *   1 read the run: no planned count, return. Its generation counts, never the event's
 *   2 an open unit, return. This only saves reading
 *   3 read all units: fewer than planned, or one not closed, return
 *   4 decide, put `settle` of that generation if absent, read the winner
 *   5 advance the run
 *   6 publish the winner
 *
 * The run's status never gates this: who crashed after 5 has not published.
 */
export async function settleCheck(cause: Envelope, context: StageContext): Promise<void> {
  const { ports } = context;
  const { runId } = cause.metadata;
  const run = await ports.lineage.getRun(runId);
  if (!run || run.planned === null) return;
  if ((await ports.lineage.openUnits(runId, 1)).length > 0) return;
  const units = await allUnits(ports, runId);
  if (units.length < run.planned || units.some((unit) => unit.open)) return;

  const slot: Slot = { unit: RUN_UNIT, stage: "settle", generation: run.generation };
  const stored = await ports.lineage.getHop(slotId(runId, slot));
  const winner = stored ?? (await keep(ports, await settled(cause, slot, units, context)));
  const item = runItem(winner);
  if (item) await ports.lineage.advanceRun(item);
  await ports.bus.publish([winner]);
}

export async function allUnits(ports: Ports, runId: string): Promise<UnitItem[]> {
  const all: UnitItem[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await ports.lineage.units(runId, cursor);
    all.push(...page.items);
    if (page.next === null) return all;
    cursor = page.next;
  }
}

/** What cannot be said is no decision: the run ends with the reason for that. */
async function settled(
  cause: Envelope,
  slot: Slot,
  units: readonly UnitItem[],
  context: StageContext,
): Promise<Envelope> {
  const { ports, plan, delivery } = context;
  const { runId } = cause.metadata;
  const envelope = envelopeFor(ports, cause, slot, await decision(units, context, runId), delivery);
  const refusal = tooLarge(envelope);
  if (!refusal) return envelope;
  const end = completed(ports, plan, await ports.lineage.hops(runId), reasonOf(refusal));
  return envelopeFor(ports, cause, slot, end, delivery);
}

/** A decision that cannot be reached is one too: the run ends, for nobody else comes to settle it. */
async function decision(units: readonly UnitItem[], context: StageContext, runId: string): Promise<Outcome> {
  const { ports, plan, delivery } = context;
  const hops = await ports.lineage.hops(runId);
  const failed = units.filter((unit) => unit.status === "Failed");
  if (failed.length > 0) return completed(ports, plan, hops, failedReason(hops, failed));
  try {
    return await decide(runId, units, hops, context);
  } catch (thrown) {
    return completed(ports, plan, hops, reasonOf(finalError(thrown, delivery)));
  }
}

/** The first cause: what failed only because something else did comes last. */
function failedReason(hops: readonly Envelope[], failed: readonly UnitItem[]) {
  const ids = new Set(failed.map(({ hopId }) => hopId));
  const reasons = hops
    .filter((hop) => ids.has(hop.metadata.id))
    .flatMap((hop) => (isEvent(Failed, hop) ? [hop] : []));
  const first = reasons.find(({ data }) => data.reason.code !== "unit.dependency-failed") ?? reasons[0];
  const reason = first?.data.reason ?? reasonOf(new Error("a unit failed"));
  const unit = first?.metadata.slot.unit ?? failed[0]?.unit ?? RUN_UNIT;
  const others = failed.length > 1 ? `${failed.length} units failed; the first: ` : "";
  return {
    ...reason,
    message: `${others}${reason.message}`,
    where: [unit, reason.where].filter(Boolean).join(", "),
  };
}
