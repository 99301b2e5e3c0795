import {
  type Artifact,
  Completed,
  type Envelope,
  Extracted,
  Failed,
  isEvent,
  Loaded,
  Planned,
  Requested,
  RUN_UNIT,
  Transformed,
  Validated,
} from "@waybill/events";
import type { Plan } from "../pipeline/plan.ts";
import type { RunItem, UnitItem } from "../ports/lineage.ts";
import { isAhead, isClosed, progress } from "./progress.ts";
import { unitOf } from "./unit.ts";

/** A run, as its hops tell it. The items in the lineage store always equal this fold. */
export interface RunState {
  readonly run: RunItem | null;
  readonly units: ReadonlyMap<string, UnitItem>;
}

export const initialState: RunState = { run: null, units: new Map() };

export const foldRun = (plan: Plan, hops: readonly Envelope[]): RunState =>
  hops.reduce((state, hop) => evolve(plan, state, hop), initialState);

/** Order does not matter: progress only ever grows. */
export function evolve(plan: Plan, state: RunState, hop: Envelope): RunState {
  const { slot } = hop.metadata;
  if (slot.unit !== RUN_UNIT) {
    const item = unitItem(plan, hop);
    if (!item || !isAhead(item, state.units.get(slot.unit))) return state;
    return { ...state, units: new Map(state.units).set(slot.unit, item) };
  }
  const next = runItem(hop);
  const planned = plannedCount(hop) ?? state.run?.planned ?? null;
  if (next && isAhead(next, state.run)) return { ...state, run: { ...next, planned } };
  return state.run ? { ...state, run: { ...state.run, planned } } : state;
}

const plannedCount = (hop: Envelope): number | null =>
  isEvent(Planned, hop) && hop.data.scope === "run" && hop.metadata.slot.generation === 0
    ? hop.data.units
    : null;

/** What a hop of a unit makes of that unit; null for a hop that moves none. */
export function unitItem(plan: Plan, hop: Envelope): UnitItem | null {
  const status = UNIT_STATUS.find((definition) => isEvent(definition, hop))?.type;
  if (!status) return null;
  const { runId, slot, id } = hop.metadata;
  return {
    runId,
    unit: slot.unit,
    ...progress(slot.generation, status),
    open: !isClosed(plan, unitOf(plan, slot.unit), status),
    hopId: id,
    artifact: artifactOf(hop),
  };
}

const UNIT_STATUS = [Planned, Extracted, Transformed, Validated, Failed] as const;
const RUN_STATUS = [Requested, Planned, Validated, Failed, Loaded, Completed] as const;

/** What a hop of the run makes of the run; null for what moves nothing: an act, the request of a retry. */
export function runItem(hop: Envelope): Omit<RunItem, "planned"> | null {
  const status = RUN_STATUS.find((definition) => isEvent(definition, hop))?.type;
  if (!status) return null;
  const { runId, pipeline, slot } = hop.metadata;
  // A retry moves the run only once its partitions are open again: until then the barrier would see them closed.
  if (status === "Requested" && slot.generation > 0) return null;
  // The end of a run that could not be told is its end all the same.
  if (status === "Failed" && slot.stage === "complete") {
    return { runId, pipeline, outcome: "failed", ...progress(slot.generation, "Completed") };
  }
  const outcome = isEvent(Completed, hop) ? hop.data.status : null;
  return { runId, pipeline, outcome, ...progress(slot.generation, status) };
}

function artifactOf(hop: Envelope): Artifact | null {
  if (isEvent(Extracted, hop) || isEvent(Transformed, hop)) return hop.data.artifact;
  if (isEvent(Validated, hop) && hop.data.scope === "unit") return hop.data.artifact;
  return null;
}
