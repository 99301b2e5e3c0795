import {
  Completed,
  type Envelope,
  Extracted,
  Failed,
  isEvent,
  Planned,
  type Requested,
  RUN_UNIT,
  slotId,
  Transformed,
} from "@waybill/events";
import { Permanent } from "../errors.ts";
import { HopIndex } from "../run/hop-index.ts";
import type { Unit } from "../run/unit.ts";
import { refuseMisplaced } from "./announce.ts";
import { type FirstStage, readPlanDocument, type UnitPlan } from "./plan-document.ts";
import type { Ports } from "./ports.ts";
import { allUnits } from "./settle.ts";
import type { StageContext } from "./stage.ts";

/** How a generation ended, as far as a retry needs to know. */
export interface GenerationEnd {
  readonly hop: Envelope;
  /** Units failed, or the decision over all of them was against the run: there is something to do again. */
  readonly retryable: boolean;
}

/** By a decision over its units, or by a plan that could not be made. Null: it has not ended. */
export async function generationEnd(
  { lineage }: Pick<Ports, "lineage">,
  runId: string,
  generation: number,
): Promise<GenerationEnd | null> {
  const hopOf = (stage: "settle" | "plan") =>
    lineage.getHop(slotId(runId, { unit: RUN_UNIT, stage, generation }));
  const settled = await hopOf("settle");
  if (settled) return { hop: settled, retryable: isEvent(Completed, settled) };
  const planned = await hopOf("plan");
  // Where the plan of a retry failed, what it was to do is still to do. Where the first one did, there is nothing yet.
  return planned && isEvent(Failed, planned) ? { hop: planned, retryable: generation > 0 } : null;
}

/**
 * A retry is asked for as `Requested` of the next generation. It may begin only once the generation before has ended
 * and failed. Not ended yet is no fact to refuse on: another worker may be about to settle it, so the request stays on
 * its queue. The old end is said again first: whoever made it may have died before.
 */
export async function guardRetry(event: Requested, ports: Ports): Promise<"go" | "later"> {
  refuseMisplaced(event);
  const { runId, slot } = event.metadata;
  if (slot.generation === 0) return "go";
  const before = await generationEnd(ports, runId, slot.generation - 1);
  if (!before) return "later";
  if (!before.retryable) {
    throw new Permanent("retry.nothing-failed", `run ${runId} has no failed partitions to retry`, {
      where: `generation ${slot.generation - 1}`,
      why: whyNothing(before),
      next: `look at it: waybill lineage ${runId}`,
    });
  }
  await ports.bus.publish([before.hop]);
  return "go";
}

export const whyNothing = ({ hop }: GenerationEnd): string =>
  isEvent(Failed, hop) ? "it could not be planned: run the pipeline again" : "its partitions settled well";

/** Failed units, each from the stage that failed, in an order in which what is needed comes first. */
export async function retryUnits(
  runId: string,
  generation: number,
  { ports, plan }: StageContext,
): Promise<UnitPlan[]> {
  const hops = await ports.lineage.hops(runId);
  const index = new HopIndex(plan, hops);
  const failed = new Set(
    (await allUnits(ports, runId))
      .filter((item) => item.status === "Failed" && item.generation < generation)
      .map((item) => item.unit),
  );
  const first = hops.find(
    (hop) => isEvent(Planned, hop) && hop.data.scope === "run" && hop.metadata.slot.generation === 0,
  );
  if (!first || !isEvent(Planned, first) || first.data.scope !== "run") return [];
  const { units } = await readPlanDocument(ports, first.data.plan);
  return units.filter(({ unit }) => failed.has(unit)).map((unit) => ({ ...unit, ...resume(index, unit) }));
}

/** What succeeded is not done again: its newest hop is what the retry goes on from. */
function resume(hops: HopIndex, { unit, from }: UnitPlan): { from: FirstStage; input: string | null } {
  const done = (
    definition: typeof Transformed | typeof Extracted,
    stage: "transform" | "extract",
  ): Envelope | undefined =>
    hops.all<typeof Transformed | typeof Extracted>(
      definition,
      stage,
      (other: Unit) => other.name === unit,
    )[0];
  const transformed = done(Transformed, "transform");
  if (transformed) return { from: "validate", input: transformed.metadata.id };
  const extracted = done(Extracted, "extract");
  if (extracted) return { from: "transform", input: extracted.metadata.id };
  return { from, input: null };
}
