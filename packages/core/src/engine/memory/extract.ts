import type { Column } from "../../contract/column.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { ExtractReport, ExtractRequest } from "../../ports/engine.ts";
import type { Rules } from "../../quality/check.ts";
import type { RowsReading, Source } from "../../sources/source.ts";
import type { Row } from "../../transform/step.ts";
import { PARTITION } from "../sql.ts";
import { type MemoryFiles, writeFile, writeIfAny } from "./files.ts";
import { flagRows } from "./flag.ts";
import { unsupported } from "./refusal.ts";
import { reportRows } from "./report.ts";
import { isValue, valueText } from "./value.ts";

/** The artifact holds the quarantined rows too, with their flags, as that of the real engine does. */
export async function extract(files: MemoryFiles, request: ExtractRequest): Promise<ExtractReport> {
  const { plan, work, partition, runTime, out, signal } = request;
  const { source, rules, isSplit } = sourceOf(plan, request.source);
  const reading = source.read(work);
  if (reading.kind !== "rows") throw unsupported("read files", work.describe);
  const { columns } = source.contract;
  const { typed, rejects } = await readRows(reading, columns, signal);
  const placed = isSplit ? typed.map((row) => ({ ...row, [PARTITION]: partition })) : typed;
  const rows = flagRows(placed, columns, rules, { runTime, lookups: new Map() });
  const report = reportRows(files, rows, columns, rules, out.quarantine);
  const { passed, quarantined, corrected } = report.rows;
  return {
    rows: {
      read: typed.length + rejects.length,
      extracted: passed,
      rejected: rejects.length,
      quarantined,
      corrected,
    },
    checks: report.checks,
    artifact: writeFile(files, out.rows, rows, columns),
    rejects: writeIfAny(files, out.rejects, rejects, []),
    quarantine: report.quarantine,
  };
}

interface SourceOf {
  readonly source: Source;
  readonly rules: Rules;
  readonly isSplit: boolean;
}

function sourceOf(plan: Plan, name: string): SourceOf {
  if (name === plan.source.name)
    return { source: plan.source.source, rules: plan.sourceRules, isSplit: true };
  const lookup = plan.lookups.find((candidate) => candidate.name === name);
  if (lookup) return { ...lookup, isSplit: false };
  throw unsupported(`read ${name}, which the plan does not have`, plan.name);
}

async function readRows(
  { rows }: RowsReading,
  columns: readonly Column[],
  signal: AbortSignal,
): Promise<{ typed: Row[]; rejects: Row[] }> {
  const typed: Row[] = [];
  const rejects: Row[] = [];
  let line = 0;
  for await (const given of rows(signal)) {
    signal.throwIfAborted();
    line += 1;
    const row = withDefaults(given, columns);
    const wrong = columns.find((column) => row[column.name] !== null && !isValue(column, row[column.name]));
    if (wrong) rejects.push(rejectOf(given, wrong, row[wrong.name], line));
    else typed.push(row);
  }
  return { typed, rejects };
}

const withDefaults = (given: Row, columns: readonly Column[]): Row =>
  Object.fromEntries(columns.map((column) => [column.name, given[column.name] ?? column.default ?? null]));

const rejectOf = (given: Row, { name, type }: Column, value: unknown, line: number): Row => ({
  file: null,
  line,
  column: name,
  text: valueText(given) ?? "",
  reason: `${name} is ${valueText(value)}, which is no ${type.kind}`,
  code: "rows.bad-value",
});
