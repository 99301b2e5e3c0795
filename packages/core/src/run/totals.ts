import {
  type CheckCount,
  type Envelope,
  Extracted,
  isEvent,
  Loaded,
  RUN_UNIT,
  type RunTotals,
  type StageTotals,
  Transformed,
  Validated,
} from "@waybill/events";
import type { HopIndex } from "./hop-index.ts";

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** What a run's hops add up to, lookups left aside. */
export function totalsOf(hops: HopIndex): RunTotals {
  const extracted = hops.all(Extracted, "extract", hops.isPartition);
  const transformed = hops.all(Transformed, "transform", hops.isAny);
  const last = hops.all(Transformed, "transform", hops.isLast);
  const validated = hops
    .all(Validated, "validate", hops.isLast)
    .flatMap(({ data }) => (data.scope === "unit" ? [data] : []));
  const settled = settledOf(hops);
  const loaded = loadedOf(hops)?.data.rows;
  return {
    read: sum(extracted, ({ data }) => data.rows.read),
    rejected: sum(extracted, ({ data }) => data.rows.rejected),
    extracted: sum(extracted, ({ data }) => data.rows.extracted),
    transformed: sum(last, ({ data }) => data.rows.out),
    quarantined:
      sum(extracted, ({ data }) => data.rows.quarantined) +
      sum(transformed, ({ data }) => data.rows.quarantined) +
      sum(validated, ({ rows }) => rows.quarantined) +
      (settled?.rows.quarantined ?? 0),
    corrected:
      sum(extracted, ({ data }) => data.rows.corrected) + sum(validated, ({ rows }) => rows.corrected),
    superseded: settled?.rows.superseded ?? 0,
    loaded: loaded ? loaded.inserted + loaded.updated + loaded.unchanged : 0,
  };
}

export function settledOf(hops: HopIndex) {
  const hop = hops.of(RUN_UNIT, "settle");
  return hop && isEvent(Validated, hop) && hop.data.scope === "run" ? hop.data : null;
}

export function loadedOf(hops: HopIndex): Loaded | null {
  const hop = hops.of(RUN_UNIT, "load");
  return hop && isEvent(Loaded, hop) ? hop : null;
}

/** Every check of the run, added up over its units: the source's first, then the result's, then the run's own. */
export function checksOf(hops: HopIndex): CheckCount[] {
  const source = hops.all(Extracted, "extract", hops.isPartition).map(({ data }) => data.checks);
  const result = hops.all(Validated, "validate", hops.isLast).map(({ data }) => data.checks);
  return [...addUp(source), ...addUp(result), ...(settledOf(hops)?.checks ?? [])];
}

function addUp(lists: readonly (readonly CheckCount[])[]): CheckCount[] {
  const byId = new Map<string, CheckCount>();
  for (const check of lists.flat()) {
    const known = byId.get(check.id);
    byId.set(check.id, {
      ...check,
      failed: check.failed + (known?.failed ?? 0),
      corrected: check.corrected + (known?.corrected ?? 0),
      example: known?.example ?? check.example,
    });
  }
  return [...byId.values()];
}

/** Work time, rows and bytes by stage. */
export function stageTotals(hops: HopIndex): Record<string, StageTotals> {
  const totals: Record<string, StageTotals> = {};
  const add = (stage: string, { ms, rows, bytes }: StageTotals) => {
    const known = totals[stage] ?? { ms: 0, rows: 0, bytes: 0 };
    totals[stage] = { ms: known.ms + ms, rows: known.rows + rows, bytes: known.bytes + bytes };
  };
  const plan = hops.of(RUN_UNIT, "plan");
  if (plan) add("plan", { ms: msOf(plan), rows: 0, bytes: 0 });
  for (const { data } of hops.all(Extracted, "extract", hops.isAny)) {
    add("extract", { ms: data.ms, rows: data.rows.extracted, bytes: data.artifact.bytes });
  }
  for (const { data } of hops.all(Transformed, "transform", hops.isAny)) {
    const own = data.inputs.every(({ uri }) => uri !== data.artifact.uri);
    add("transform", { ms: data.ms, rows: data.rows.out, bytes: own ? data.artifact.bytes : 0 });
  }
  for (const { data } of hops.all(Validated, "validate", hops.isAny)) {
    add("validate", { ms: data.ms, rows: data.rows.passed, bytes: data.quarantine?.bytes ?? 0 });
  }
  const settled = settledOf(hops);
  if (settled)
    add("settle", { ms: settled.ms, rows: settled.rows.passed, bytes: settled.exclusions?.bytes ?? 0 });
  const loaded = loadedOf(hops);
  if (loaded) {
    const { inserted, updated, unchanged } = loaded.data.rows;
    add("load", { ms: loaded.data.ms, rows: inserted + updated + unchanged, bytes: 0 });
  }
  return totals;
}

const msOf = ({ data }: Envelope): number => (data as { ms?: number }).ms ?? 0;
