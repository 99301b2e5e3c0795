import { WaybillError } from "../../errors.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { StepProblem } from "../../ports/engine.ts";
import { refuseUnsettleable, uniquesOf } from "../settle/unique.ts";
import { fromError } from "./steps.ts";

/** Checks over the whole run need their columns to the end. */
export function settleProblems(plan: Plan, step: number): StepProblem[] {
  try {
    refuseUnsettleable(
      uniquesOf(plan),
      plan.columns.map(({ name }) => name),
    );
    return [];
  } catch (error) {
    return [fromError(step, error instanceof WaybillError ? (error.where ?? "unique") : "unique", error)];
  }
}
