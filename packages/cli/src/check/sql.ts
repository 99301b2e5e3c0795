import type { Plan, StepProblem } from "@waybill/core";
import type { Problem } from "../command-line/problem.ts";

/** What the engine found wrong with a query or an expression, with the pipeline that it is in. */
export const sqlProblem = ({ step, code, message, where, next }: StepProblem, plan: Plan): Problem => ({
  class: "usage",
  code,
  message,
  where: `${plan.name}, ${where ?? `step ${step + 1}`}`,
  why: null,
  next,
});
