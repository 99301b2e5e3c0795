import type { Column } from "../../contract/column.ts";
import type { SqlStep } from "../../transform/step.ts";
import type { Connection } from "../database.ts";
import { columnProblems, type Described } from "../query/columns.ts";
import { describeQuery } from "../query/describe.ts";
import { bindingsFor } from "../query/parameters.ts";
import { asError } from "../query/problem.ts";
import { readStep } from "../query/step.ts";
import { identifier } from "../sql.ts";
import { duckType } from "../types.ts";
import { type Relation, withBindings } from "./relation.ts";
import type { PlacedStep } from "./segment.ts";

/**
 * The step's query over `before`, cast to the columns that the step says it yields. Nothing runs yet. The author's
 * text is proved to be one SELECT of what it may read before the engine binds it; it stands in parentheses as it is.
 * Errors: `Permanent` `sql.*`, as `check` reports them.
 */
export async function throughSql(
  connection: Connection,
  { name, index }: PlacedStep,
  step: SqlStep,
  before: Relation,
  lookups: readonly string[],
): Promise<Relation> {
  const { tree, problems } = await readStep(connection, step, lookups);
  if (!tree) throw asError(problems[0], name);
  const bindings = bindingsFor(tree, step.parameters);
  const input = await withBindings(connection, before, bindings, `_waybill_before_${index}`);
  // Not kept in memory: it is read through, and where the query names it twice it is read twice.
  const query = (selected: string) =>
    `WITH "input" AS NOT MATERIALIZED (SELECT * FROM ${input.sql}) SELECT ${selected} FROM (\n${tree.body}\n)`;

  const { columns, problem } = await describeQuery(connection, query("*"), input.bindings);
  if (!columns) throw asError(problem, name);
  const [wrong] = columnProblems(step.query, columns, step.columns);
  if (wrong) throw asError(wrong, name);
  return { sql: `(${query(projection(columns, step.columns))})`, bindings: input.bindings, rows: null };
}

function projection(actual: readonly Described[], declared: readonly Column[]): string {
  return declared
    .map(({ name, type }) => {
      const found = actual.find((column) => column.name.toLowerCase() === name.toLowerCase());
      const value = identifier(found?.name ?? name);
      const wanted = duckType(type);
      return `${found?.type === wanted ? value : `CAST(${value} AS ${wanted})`} AS ${identifier(name)}`;
    })
    .join(", ");
}
