import type { Column } from "../../contract/column.ts";
import type { StepProblem } from "../../ports/engine.ts";
import { type Check, type Correction, isRunWide, type Rules } from "../../quality/check.ts";
import type { Connection } from "../database.ts";
import { describeQuery, refusal } from "../query/describe.ts";
import { expressionProblem } from "../query/expression.ts";
import { fits } from "../query/fits.ts";
import { type Problem, problem } from "../query/problem.ts";
import { fails } from "../rules/expression.ts";
import { identifier } from "../sql.ts";
import { NO_BINDINGS } from "../transform/relation.ts";
import { duckType } from "../types.ts";
import { createInput, fromError, ofStep } from "./steps.ts";

export interface RulesInPlace {
  /** What they are about, for people: a source's name, `the result`. */
  readonly of: string;
  readonly step: number;
  readonly columns: readonly Column[];
  readonly rules: Rules;
  readonly lookups: readonly string[];
}

/** What is wrong with the checks and corrections of one place: SQL, patterns, columns and lookups. */
export async function ruleProblems(connection: Connection, place: RulesInPlace): Promise<StepProblem[]> {
  await createInput(connection, place.columns);
  const found: StepProblem[] = [];
  for (const check of place.rules.checks) {
    if (isRunWide(check)) continue;
    const name = `check ${check.id} of ${place.of}`;
    found.push(...(await attempt(place.step, name, () => checkProblem(connection, check, place))));
  }
  for (const correction of place.rules.corrections) {
    const name = `correction of ${correction.column} of ${place.of}`;
    found.push(...(await attempt(place.step, name, () => correctionProblem(connection, correction, place))));
  }
  return found;
}

async function attempt(
  step: number,
  name: string,
  look: () => Promise<Problem | null>,
): Promise<StepProblem[]> {
  try {
    const found = await look();
    return found ? [ofStep(step, name, found)] : [];
  } catch (error) {
    return [fromError(step, name, error)];
  }
}

async function checkProblem(
  connection: Connection,
  check: Check,
  { columns, lookups }: RulesInPlace,
): Promise<Problem | null> {
  if (check.rule === "satisfies") {
    const { type, found } = await describeExpression(connection, check.sql);
    if (found) return found;
    if (type === "BOOLEAN") return null;
    return problem("check.sql", `the expression is ${type}, a check needs true or false`, check.sql, {
      next: "write a condition, such as price > 0",
    });
  }
  const context = {
    runTime: 0,
    lookups: Object.fromEntries(lookups.map((name) => [name, identifier(name)])),
  };
  const query = `SELECT ${fails(check, columns, context)} FROM ${oneRow(columns)}`;
  try {
    await connection.run(query);
    return null;
  } catch (error) {
    return { ...refusal(error, query, 0), code: "check.sql", where: null };
  }
}

/** All NULL. Over no row at all the engine would not look at what the check compares with. */
const oneRow = (columns: readonly Column[]): string =>
  `(SELECT ${columns.map(({ name, type }) => `CAST(NULL AS ${duckType(type)}) AS ${identifier(name)}`).join(", ")})`;

async function correctionProblem(
  connection: Connection,
  { column: name, sql }: Correction,
  { columns }: RulesInPlace,
): Promise<Problem | null> {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) {
    return problem("check.unknown-column", `there is no column ${name} to correct`, sql, {
      why: `the columns are ${columns.map((column) => column.name).join(", ")}`,
      next: "correct the column's name in the pipeline",
    });
  }
  const { type, found } = await describeExpression(connection, sql);
  if (found || fits(type, column.type)) return found;
  const expected = duckType(column.type);
  return problem("check.sql", `the expression is ${type}, and ${name} is ${expected}`, sql, {
    next: `write cast(… as ${expected}), or try_cast where not every value fits`,
  });
}

async function describeExpression(
  connection: Connection,
  sql: string,
): Promise<{ type: string; found: null } | { type: ""; found: Problem }> {
  const unfit = await expressionProblem(connection, sql);
  if (unfit) return { type: "", found: unfit };
  const before = "SELECT (\n";
  const { columns, problem: refused } = await describeQuery(
    connection,
    `${before}${sql}\n) AS value FROM "input"`,
    NO_BINDINGS,
  );
  if (!columns) return { type: "", found: { ...refused, code: "check.sql", where: null } };
  return { type: columns[0]?.type ?? "", found: null };
}
