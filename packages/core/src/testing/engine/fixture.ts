import type { Column } from "../../contract/column.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { Engine } from "../../ports/engine.ts";
import type { Check, Rule, Rules, Severity } from "../../quality/check.ts";
import type { Row, RowFunction, RowsStep } from "../../transform/step.ts";
import { rowsSource, testPlan } from "../plans.ts";

export interface EngineUnderTest {
  readonly engine: Engine;
  /** Below it lie the artifacts of a test. */
  readonly folder: string;
  /** The rows of a file, in any order; 64-bit integers as bigint or number. */
  read(path: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export const column = (name: string, kind: "int" | "text" | "boolean" | "date"): Column => ({
  name,
  type: { kind },
  nullable: true,
});
export const COLUMNS = [
  column("id", "int"),
  column("origin", "text"),
  column("delay", "int"),
  column("day", "date"),
];
export const flight = (
  id: number | null,
  origin: string | null,
  delay: number | null,
  day = "2024-06-01",
): Row => ({
  id,
  origin,
  delay,
  day,
});

export const check = (name: string | null, rule: Rule, severity: Severity = "reject"): Check => ({
  id: `${name ?? "rows"}.${rule.rule}`,
  column: name,
  severity,
  implied: false,
  ...rule,
});
export const notNull = check("id", { rule: "notNull" });
export const bounds = check("delay", { rule: "between", low: -60, high: 1440 });
export const code = check("origin", { rule: "length", low: 3, high: 3 });
export const unique = check("id", { rule: "unique", columns: ["id"], keep: null });
export const latest = check("id", { rule: "unique", columns: ["id"], keep: { latest: "delay" } });
export const known = check("origin", { rule: "references", lookup: "airports", target: "iata" });
export const rules = (...checks: readonly Check[]): Rules => ({ checks, corrections: [] });

export const each = (reads: readonly string[], adds: readonly Column[], each: RowFunction): RowsStep => ({
  kind: "rows",
  reads: COLUMNS.filter(({ name }) => reads.includes(name)),
  adds,
  columns: [...COLUMNS.filter(({ name }) => !adds.some((added) => added.name === name)), ...adds],
  each,
});

export const plan = (partitions: Parameters<typeof rowsSource>[1], more: Partial<Plan> = {}): Plan =>
  testPlan(rowsSource(COLUMNS, partitions), {
    columns: more.steps?.at(-1)?.columns ?? COLUMNS,
    ...more,
  });

/** What an engine says of a check that so many rows fail. */
export const counted = ({ id, rule, column, severity }: Check, failed: number, example: string | null) => ({
  id,
  rule,
  column,
  severity,
  failed,
  corrected: 0,
  example,
});
