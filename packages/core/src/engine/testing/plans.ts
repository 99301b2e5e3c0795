import type { Column } from "../../contract/column.ts";
import type { NamedSource, Plan } from "../../pipeline/plan.ts";
import type { Rules } from "../../quality/check.ts";
import type { Source } from "../../sources/source.ts";
import type { Row, RowFunction, RowsStep, SqlStep, Step } from "../../transform/step.ts";

export const NO_RULES: Rules = { checks: [], corrections: [] };

interface PlanParts {
  readonly source?: readonly Column[];
  readonly rows?: readonly Row[];
  readonly sourceRules?: Rules;
  readonly lookups?: Readonly<Record<string, readonly Column[]>>;
  readonly lookupRows?: Readonly<Record<string, readonly Row[]>>;
  readonly steps?: readonly Step[];
  readonly resultRules?: Rules;
}

/** A plan as an author's file would come down to, without the file. */
export function planOf({
  source = [],
  rows = [],
  sourceRules = NO_RULES,
  lookups = {},
  lookupRows = {},
  steps = [],
  resultRules = NO_RULES,
}: PlanParts): Plan {
  return {
    name: "flights",
    source: named("flights", source, rows),
    lookups: Object.entries(lookups).map(([name, columns]) => named(name, columns, lookupRows[name] ?? [])),
    steps,
    columns: steps.at(-1)?.columns ?? source,
    sourceRules,
    resultRules,
    tolerate: { quarantined: null, rejected: null },
    load: null,
  };
}

const named = (name: string, columns: readonly Column[], rows: readonly Row[]): NamedSource => ({
  name,
  rules: NO_RULES,
  source: rowsSource(name, columns, rows),
});

const rowsSource = (name: string, columns: readonly Column[], rows: readonly Row[]): Source => ({
  kind: "rows",
  dataset: `rows:${name}`,
  contract: { columns, checks: [] },
  plan: async () => [{ describe: name, inputs: [], detail: null }],
  read: () => ({ kind: "rows", rows: () => rows }),
});

export const sql = (
  query: string,
  columns: readonly Column[],
  more: Partial<Pick<SqlStep, "parameters" | "scope">> = {},
): SqlStep => ({ kind: "sql", query, columns, parameters: {}, scope: "partition", ...more });

export const rows = (
  reads: readonly Column[],
  adds: readonly Column[],
  columns: readonly Column[],
  each: RowFunction,
): RowsStep => ({ kind: "rows", reads, adds, columns, each });
