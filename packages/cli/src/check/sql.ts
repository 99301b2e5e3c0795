import type { Plan, StepProblem } from "@waybill/core";
import type { Problem } from "../command-line/problem.ts";
import { caret } from "./caret.ts";

/** What the engine found wrong with a step, with the line of the query that it is about. */
export function sqlProblem({ step, code, message, where, next }: StepProblem, plan: Plan): Problem {
  const found = plan.steps[step];
  const place = [plan.name, placeOf(step, plan), where].filter((part) => part !== null).join(", ");
  const picture = found?.kind === "sql" && where !== null ? caret(found.query, where) : null;
  return {
    class: "usage",
    code,
    message,
    where: picture === null ? place : `${place}\n${picture.join("\n")}`,
    why: null,
    next,
  };
}

function placeOf(step: number, { steps }: Plan): string | null {
  const found = steps[step];
  return found ? `step ${step + 1} (${found.kind})` : null;
}
