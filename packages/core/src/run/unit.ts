import { RUN_UNIT } from "@waybill/events";
import type { Plan } from "../pipeline/plan.ts";

export { RUN_UNIT };

/** A partition of the source that is split, a lookup that is read whole, or a step over the whole run. */
export type Role = "partition" | "lookup" | "step";

export interface Unit {
  /** `flights#3`, `airports#0`, `step1#0`. */
  readonly name: string;
  readonly role: Role;
  /** The source, or `step1`. */
  readonly source: string;
  readonly index: number;
  /**
   * The stretch of steps that it goes through. Steps are cut before each one with `scope: "run"`: partitions take
   * stretch 0, the unit of the first such step takes stretch 1. A lookup takes none: -1.
   */
  readonly segment: number;
}

export const unitName = (source: string, index: number): string => `${source}#${index}`;

/** How many stretches the plan's steps have. */
export const segmentCount = (plan: Plan): number => 1 + runScopedSteps(plan);

const runScopedSteps = (plan: Plan): number =>
  plan.steps.filter((step) => step.kind === "sql" && step.scope === "run").length;

export const stepSource = (segment: number): string => `step${segment}`;

export function unitOf(plan: Plan, name: string): Unit {
  const cut = name.lastIndexOf("#");
  const source = name.slice(0, cut);
  const index = Number(name.slice(cut + 1));
  if (source === plan.source.name) return { name, role: "partition", source, index, segment: 0 };
  if (plan.lookups.some((lookup) => lookup.name === source)) {
    return { name, role: "lookup", source, index, segment: -1 };
  }
  return { name, role: "step", source, index, segment: Number(source.slice("step".length)) };
}

/** The units that have no hop of `extract`: they begin with what others left. */
export const stepUnits = (plan: Plan): readonly Unit[] =>
  Array.from({ length: segmentCount(plan) - 1 }, (_, i) => unitOf(plan, unitName(stepSource(i + 1), 0)));

/** Its rows end in the warehouse; others end as merged into a later unit, or as a lookup. */
export const isLast = (plan: Plan, unit: Unit): boolean =>
  unit.role !== "lookup" && unit.segment === segmentCount(plan) - 1;

/** True where `unit` may be transformed only after `other` is done. */
export const needs = (unit: Unit, other: Unit): boolean =>
  unit.role !== "lookup" &&
  (other.role === "lookup" || (unit.role === "step" && other.segment === unit.segment - 1));
