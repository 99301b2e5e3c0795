import type { Column } from "../../contract/column.ts";
import { Permanent } from "../../errors.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { Step } from "../../transform/step.ts";

/** A step in its place. */
export interface PlacedStep {
  readonly step: Step;
  /** Among all steps of the plan. */
  readonly index: number;
  /** `sql[0]` */
  readonly name: string;
  /** The columns that come into it. */
  readonly input: readonly Column[];
}

/** A stretch of steps that runs in one go. */
export interface Segment {
  readonly steps: readonly PlacedStep[];
  readonly input: readonly Column[];
  readonly output: readonly Column[];
  /** The result's checks are computed in it. */
  readonly isLast: boolean;
}

export function placedSteps({ steps, source }: Plan): readonly PlacedStep[] {
  return steps.map((step, index) => ({
    step,
    index,
    name: `${step.kind}[${index}]`,
    input: steps[index - 1]?.columns ?? source.source.contract.columns,
  }));
}

/** The plan's steps, cut before each one that sees the whole run. The first stretch may have none. */
export function segmentsOf(plan: Plan): readonly Segment[] {
  const stretches: PlacedStep[][] = [[]];
  for (const placed of placedSteps(plan)) {
    if (placed.step.kind === "sql" && placed.step.scope === "run") stretches.push([]);
    stretches.at(-1)?.push(placed);
  }
  let columns = plan.source.source.contract.columns;
  return stretches.map((steps, i) => {
    const input = columns;
    columns = steps.at(-1)?.step.columns ?? input;
    return { steps, input, output: columns, isLast: i === stretches.length - 1 };
  });
}

/** Errors: `Permanent` `plan.no-segment`. */
export function segmentOf(plan: Plan, index: number): Segment {
  const segments = segmentsOf(plan);
  const segment = segments[index];
  if (segment) return segment;
  throw new Permanent("plan.no-segment", `${plan.name} has no stretch ${index} of steps`, {
    why: `it has ${segments.length}: the pipeline was changed while the run was under way`,
    next: "run the pipeline again",
  });
}
