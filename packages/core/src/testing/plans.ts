import type { Column } from "../contract/column.ts";
import type { LoadTarget, NamedSource, Plan } from "../pipeline/plan.ts";
import type { Rules } from "../quality/check.ts";
import type { Source, Work } from "../sources/source.ts";
import type { Row, SqlStep } from "../transform/step.ts";

export const noRules: Rules = { checks: [], corrections: [] };

export const intColumn = (name: string): Column => ({ name, type: { kind: "int" }, nullable: true });

/** A source of rows in memory, one partition for each list. */
export function rowsSource(
  columns: readonly Column[],
  partitions: readonly (readonly Row[])[] | (() => readonly (readonly Row[])[]),
): Source {
  const lists = typeof partitions === "function" ? partitions : () => partitions;
  return {
    kind: "rows",
    dataset: "rows:test",
    contract: { columns, checks: [] },
    plan: async () =>
      lists().map(
        (_, index): Work => ({
          describe: `list ${index}`,
          inputs: [{ uri: `rows:test#${index}` }],
          detail: index,
        }),
      ),
    read: ({ detail }) => ({ kind: "rows", rows: () => lists()[detail as number] ?? [] }),
  };
}

/** A plan as `pipeline()` would make it, for tests that need no more than one. */
export function testPlan(source: Source, more: Partial<Plan> = {}): Plan {
  return {
    name: "test",
    source: { name: "numbers", source, rules: noRules },
    lookups: [],
    steps: [],
    columns: source.contract.columns,
    sourceRules: noRules,
    resultRules: noRules,
    tolerate: { quarantined: null, rejected: null },
    load: appendTo("numbers"),
    ...more,
  };
}

export const appendTo = (table: string): LoadTarget => ({
  table,
  mode: "append",
  key: [],
  drift: "evolve",
  undoDays: 7,
});

export const lookup = (name: string, source: Source): NamedSource => ({ name, source, rules: noRules });

/** A step over the whole run, for tests that look at its barrier and not at its SQL. */
export const runStep = (columns: readonly Column[]): SqlStep => ({
  kind: "sql",
  query: "select * from input",
  parameters: {},
  scope: "run",
  columns,
});
