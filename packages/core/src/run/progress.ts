import type { Plan } from "../pipeline/plan.ts";
import type { Progress, RunStatus } from "../ports/lineage.ts";
import { isLast, type Unit } from "./unit.ts";

/** Within a generation a thing only moves up. */
export const RANK: Readonly<Record<RunStatus, number>> = {
  Requested: -1,
  Planned: 0,
  Extracted: 1,
  Transformed: 2,
  Validated: 3,
  Failed: 4,
  Loaded: 5,
  Completed: 6,
};

export const progress = (generation: number, status: RunStatus): Progress => ({
  generation,
  status,
  rank: RANK[status],
});

/** What is late from an older generation, or from an earlier stage, changes nothing. */
export const isAhead = (next: Progress, stored: Progress | null | undefined): boolean =>
  !stored ||
  next.generation > stored.generation ||
  (next.generation === stored.generation && next.rank > stored.rank);

/** Closed for the barrier: nothing of this unit is still to come in its generation. */
export function isClosed(plan: Plan, unit: Unit, status: RunStatus): boolean {
  if (status === "Failed") return true;
  if (unit.role === "lookup") return status === "Extracted";
  return status === (isLast(plan, unit) ? "Validated" : "Transformed");
}
