import { contractOf } from "../contract/row-contract.ts";
import type { Schema } from "../contract/schema.ts";
import { Usage } from "../errors.ts";
import { addStep } from "./add-step.ts";
import { type Definition, placeOf } from "./definition.ts";
import { withLookups } from "./lookups.ts";
import { type Parameters, refuseParameters } from "./parameters.ts";
import type { Sources } from "./sources.ts";

export interface SqlOptions<P> {
  /** One SELECT over `input` and the lookups. */
  readonly query: string;
  /** What it yields. */
  readonly produces: Schema<P>;
  /** Sources that the query sees whole, by name. */
  readonly with?: Sources;
  /**
   * `partition` (the default) runs it for each partition. A query that needs all rows at once (an aggregate, a window,
   * DISTINCT, ORDER BY) takes `run`.
   */
  readonly scope?: "partition" | "run";
  /** Values for `$name` in the query. */
  readonly parameters?: Parameters;
}

/** Throws `Usage` (`sql.query`, `sql.scope`, `sql.parameter`, and what contracts, sources and steps throw). */
export function addSql<P>(definition: Definition, options: SqlOptions<P>): Definition {
  const where = placeOf(definition, "sql");
  const { query, produces, scope = "partition", parameters = {} } = options;
  refuseQuery(query, where);
  if (scope !== "partition" && scope !== "run") {
    throw new Usage("sql.scope", `${JSON.stringify(scope)} is no scope`, {
      where,
      next: 'write scope: "partition" or scope: "run"',
    });
  }
  refuseParameters(query, parameters, where);
  const { columns, drafts } = contractOf(produces, {
    path: `pipeline ${definition.name}, produces`,
    defaults: "ignore",
  });
  if (columns.length === 0) throw noColumns(where);
  const step = { kind: "sql", query, parameters, scope, columns } as const;
  return addStep(
    definition,
    { step, implied: drafts, lookups: withLookups(definition, options.with ?? {}, where) },
    where,
  );
}

function refuseQuery(query: unknown, where: string): void {
  if (typeof query === "string" && query.trim() !== "") return;
  throw new Usage("sql.query", "the step has no query", {
    where,
    next: 'write query: "select * from input"',
  });
}

const noColumns = (where: string): Usage =>
  new Usage("contract.empty", "the step says that it produces no columns", {
    where,
    next: "name what the query yields: produces: z.object({ id: z.int() })",
  });
