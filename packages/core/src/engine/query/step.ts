import type { SqlStep } from "../../transform/step.ts";
import type { Connection } from "../database.ts";
import { aggregateNames } from "./functions.ts";
import { parameterProblems } from "./parameters.ts";
import type { Problem } from "./problem.ts";
import { scopeProblems } from "./scope.ts";
import { parseSelect, type Tree } from "./tree.ts";

export type ReadStep =
  | { readonly tree: Tree; readonly problems: readonly [] }
  | { readonly tree: null; readonly problems: readonly [Problem, ...Problem[]] };

/** A step's query, if it is one SELECT that reads only what it may. It is neither bound nor run before that is known. */
export async function readStep(
  connection: Connection,
  step: SqlStep,
  lookups: readonly string[],
): Promise<ReadStep> {
  const { tree, problem } = await parseSelect(connection, step.query);
  if (!tree) return { tree, problems: [problem] };
  const aggregates = await aggregateNames(connection);
  const [first, ...others] = [
    ...scopeProblems(tree, { lookups, scope: step.scope, aggregates }),
    ...parameterProblems(tree, step.parameters),
  ];
  return first ? { tree: null, problems: [first, ...others] } : { tree, problems: [] };
}
