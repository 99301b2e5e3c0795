import type { Column } from "../../contract/column.ts";
import type { Rules } from "../../quality/check.ts";
import { type EvaluationContext, rowFails } from "../../quality/evaluate.ts";
import { keyOf } from "../../quality/value/order.ts";
import type { Row } from "../../transform/step.ts";
import { layout, ownColumns } from "../rules/layout.ts";
import { unsupported } from "./refusal.ts";

export interface Lookup {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** The rows with their flags, as the SQL of `flagged` would give them. */
export function flagRows(
  rows: readonly Row[],
  columns: readonly Column[],
  rules: Rules,
  { runTime, lookups }: { readonly runTime: number; readonly lookups: ReadonlyMap<string, Lookup> },
): Row[] {
  const [correction] = rules.corrections;
  if (correction) throw unsupported("correct rows", `the correction of ${correction.column}`);
  const places = layout(rules);
  const own = ownColumns(rules);
  const context: EvaluationContext = { columns, runTime, lookupValues: valuesOf(lookups) };
  return rows.map((row) => {
    const flags: Record<string, bigint> = {};
    for (const name of own) flags[name] = 0n;
    for (const { check, failed } of places) {
      if (rowFails(check, row, context))
        flags[failed.column] = (flags[failed.column] ?? 0n) | (1n << BigInt(failed.bit));
    }
    return { ...row, ...flags };
  });
}

function valuesOf(lookups: ReadonlyMap<string, Lookup>): EvaluationContext["lookupValues"] {
  const known = new Map<string, ReadonlySet<string>>();
  return (lookup, name) => {
    const key = JSON.stringify([lookup, name]);
    const values = known.get(key) ?? columnValues(lookups.get(lookup), name);
    known.set(key, values);
    return values;
  };
}

function columnValues(lookup: Lookup | undefined, name: string): ReadonlySet<string> {
  const column = lookup?.columns.find((candidate) => candidate.name === name);
  if (!lookup || !column) return new Set();
  return new Set(lookup.rows.flatMap((row) => keyOf(column.type, row[name] ?? null) ?? []));
}
