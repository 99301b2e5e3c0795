import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Column } from "../../contract/column.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { StepProblem } from "../../ports/engine.ts";
import type { Rules } from "../../quality/check.ts";
import { type Connection, openDatabase } from "../database.ts";
import { identifier } from "../sql.ts";
import { placedSteps } from "../transform/segment.ts";
import { columnList } from "../types.ts";
import { ruleProblems } from "./rules.ts";
import { settleProblems } from "./settle.ts";
import { stepProblems } from "./steps.ts";

/** Where a problem is not in a step but in a check of the source or of a lookup. */
export const SOURCE = -1;

/**
 * Plans every query and every expression of a pipeline over empty tables of the right types, in an instance of its own
 * that sees no file. Nothing of the pipeline runs.
 */
export async function check(plan: Plan): Promise<readonly StepProblem[]> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-check-"));
  const database = await openDatabase({
    tempDirectory: join(folder, "spill"),
    lockedTo: folder,
    threads: 1,
    errorsAsJson: true,
  });
  try {
    const connection = await database.connect();
    await createLookups(connection, plan);
    return await allProblems(connection, plan);
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function createLookups(connection: Connection, { lookups }: Plan): Promise<void> {
  for (const { name, source } of lookups) {
    await connection.run(`CREATE TEMP TABLE ${identifier(name)} (${columnList(source.contract.columns)})`);
  }
}

async function allProblems(connection: Connection, plan: Plan): Promise<StepProblem[]> {
  const lookups = plan.lookups.map(({ name }) => name);
  const last = plan.steps.length - 1;
  const found: StepProblem[] = [];
  const look = async (of: string, step: number, columns: readonly Column[], rules: Rules) => {
    found.push(...(await ruleProblems(connection, { of, step, columns, rules, lookups })));
  };
  for (const { name, source, rules } of plan.lookups)
    await look(name, SOURCE, source.contract.columns, rules);
  await look(plan.source.name, SOURCE, plan.source.source.contract.columns, plan.sourceRules);
  for (const placed of placedSteps(plan)) found.push(...(await stepProblems(connection, placed, lookups)));
  await look("the result", last, plan.columns, plan.resultRules);
  return [...found, ...settleProblems(plan, last)];
}
