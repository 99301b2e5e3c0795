import { WaybillError } from "../../errors.ts";
import type { StepProblem } from "../../ports/engine.ts";
import type { SqlStep } from "../../transform/step.ts";
import type { Connection } from "../database.ts";
import { columnProblems } from "../query/columns.ts";
import { describeQuery } from "../query/describe.ts";
import { bindingsFor } from "../query/parameters.ts";
import type { Problem } from "../query/problem.ts";
import { readStep } from "../query/step.ts";
import { registerRows } from "../rows/index.ts";
import type { PlacedStep } from "../transform/segment.ts";
import { columnList } from "../types.ts";

/** What is wrong with one step, given the columns that come into it. */
export async function stepProblems(
  connection: Connection,
  { step, index, name, input }: PlacedStep,
  lookups: readonly string[],
): Promise<readonly StepProblem[]> {
  if (step.kind === "sql") {
    await createInput(connection, input);
    const problems = await queryProblems(connection, step, lookups);
    return problems.map((problem) => ofStep(index, name, problem));
  }
  try {
    registerRows(connection, step);
    return [];
  } catch (error) {
    return [fromError(index, name, error)];
  }
}

/** The name that a query knows its input by, as an empty table. */
export const createInput = (connection: Connection, columns: PlacedStep["input"]): Promise<void> =>
  connection.run(`CREATE OR REPLACE TEMP TABLE "input" (${columnList(columns)})`);

async function queryProblems(
  connection: Connection,
  step: SqlStep,
  lookups: readonly string[],
): Promise<readonly Problem[]> {
  const { tree, problems } = await readStep(connection, step, lookups);
  if (!tree) return problems;
  const { columns, problem } = await describeQuery(connection, tree.body, bindingsFor(tree, step.parameters));
  return columns ? columnProblems(step.query, columns, step.columns) : [problem];
}

export function ofStep(
  step: number,
  place: string,
  { code, message, where, why, next }: Problem,
): StepProblem {
  return {
    step,
    code,
    message: why === null ? message : `${message}: ${why}`,
    where: where === null ? place : `${place}, ${where}`,
    next,
  };
}

/** What was thrown about the author's code; anything else is thrown on. */
export function fromError(step: number, place: string, error: unknown): StepProblem {
  if (!(error instanceof WaybillError) || error.class === "transient") throw error;
  const { code, message, why = null, next = null } = error;
  return ofStep(step, place, { code, message, where: null, why, next });
}
