import type { Bound, Rule } from "../quality/check.ts";
import { refused } from "./refuse.ts";
import type { TypeCheck } from "./schema.ts";

interface Edge {
  readonly value: Bound;
  readonly inclusive: boolean;
}

/** `.min()`, `.max()`, `.gt()`, `.lt()`, `.positive()` and so on: one `between` of the narrowest of them. */
export function boundRules(checks: readonly TypeCheck[], path: string): readonly Rule[] {
  let low: Edge | null = null;
  let high: Edge | null = null;
  for (const check of checks) {
    if (check.check === "greater_than") low = narrower(low, edgeOf(check, path), 1);
    if (check.check === "less_than") high = narrower(high, edgeOf(check, path), -1);
  }
  if (!low && !high) return [];
  if (low && high && isEmpty(low, high)) {
    throw refused({
      path,
      what: `a range from ${low.value} to ${high.value}`,
      why: "no value lies in it",
      next: "swap or change the bounds",
    });
  }
  const exclusive = exclusiveOf(low, high);
  return [
    { rule: "between", low: low?.value ?? null, high: high?.value ?? null, ...(exclusive && { exclusive }) },
  ];
}

function edgeOf({ value, inclusive }: { value: unknown; inclusive: boolean }, path: string): Edge | null {
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return { value: value.toISOString(), inclusive };
  if (typeof value === "bigint") return { value, inclusive };
  if (typeof value === "number" && !Number.isNaN(value))
    return Number.isFinite(value) ? { value, inclusive } : null;
  throw refused({
    path,
    what: `the bound ${String(value)}`,
    why: "nothing can be compared with it",
    next: "write a number or a valid date",
  });
}

function narrower(known: Edge | null, next: Edge | null, sign: 1 | -1): Edge | null {
  if (!known || !next) return known ?? next;
  if (known.value === next.value) return known.inclusive ? next : known;
  return (next.value > known.value ? 1 : -1) === sign ? next : known;
}

const isEmpty = (low: Edge, high: Edge): boolean =>
  low.value > high.value || (low.value === high.value && !(low.inclusive && high.inclusive));

function exclusiveOf(low: Edge | null, high: Edge | null): "low" | "high" | "both" | null {
  const openLow = low !== null && !low.inclusive;
  const openHigh = high !== null && !high.inclusive;
  if (openLow && openHigh) return "both";
  if (openLow) return "low";
  return openHigh ? "high" : null;
}
