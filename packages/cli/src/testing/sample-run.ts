import {
  type Artifact,
  type CheckCount,
  Completed,
  type Envelope,
  type EventDefinition,
  Extracted,
  Failed,
  Loaded,
  type Metadata,
  Planned,
  Requested,
  RUN_UNIT,
  type RunEvent,
  runIdFor,
  type Stage,
  slotId,
  Transformed,
  Validated,
} from "@waybill/events";

/** 2026-11-24T10:00:00Z */
const START = Date.UTC(2026, 10, 24, 10);
export const RUN = runIdFor(START, "sample");

interface Place {
  readonly unit?: string;
  readonly stage: Stage;
  readonly generation?: number;
  /** Seconds after the request. */
  readonly at?: number;
  readonly cause?: Envelope | null;
  readonly attempt?: number;
}

function make<D extends EventDefinition>(
  definition: D,
  place: Place,
  data: Parameters<D["make"]>[1],
): RunEvent {
  const { unit = RUN_UNIT, stage, generation = 0, at = 0, cause = null, attempt = 1 } = place;
  const slot = { unit, stage, generation };
  const [source = "", index] = unit.split("#");
  const metadata: Omit<Metadata, "type" | "version"> = {
    id: slotId(RUN, slot),
    runId: RUN,
    pipeline: "flights",
    tenant: "default",
    slot,
    ...(index !== undefined && { partition: { source, index: Number(index), of: 2 } }),
    correlationId: RUN,
    causationId: cause?.metadata.id ?? null,
    occurredAt: new Date(START + at * 1000).toISOString(),
    producer: `waybill@0.1.0/${stage}`,
    attempt,
    traceparent: `00-${"0".repeat(31)}1-${"0".repeat(15)}1-01`,
    replay: false,
  };
  return definition.make(metadata, data) as RunEvent;
}

export const artifact = (key: string, rows: number, bytes = rows * 10): Artifact => ({
  uri: `local:${RUN}/${key}`,
  format: key.endsWith(".json") ? "json" : "parquet",
  rows,
  bytes,
  checksum: `sha256:${"a".repeat(64)}`,
});

export const check = (id: string, more: Partial<CheckCount> = {}): CheckCount => ({
  id,
  rule: id.split(".")[1] ?? id,
  column: id.split(".")[0] ?? null,
  severity: "reject",
  failed: 0,
  corrected: 0,
  example: null,
  ...more,
});

export const requested = make(
  Requested,
  { stage: "request" },
  {
    trigger: { kind: "hand", by: "ann", origin: null },
    definition: { module: "/home/ann/flights.ts", digest: `sha256:${"b".repeat(64)}` },
    parameters: {},
  },
);

const planArtifact = artifact("run/plan/a1/plan.json", 3);
export const planned = make(
  Planned,
  { stage: "plan", at: 0.1, cause: requested },
  { scope: "run", units: 3, plan: planArtifact, ms: 12 },
);

export const unitPlanned = (unit: string, describe: string): RunEvent =>
  make(
    Planned,
    { unit, stage: "plan", at: 0.1, cause: planned },
    { scope: "unit", plan: planArtifact, from: "extract", describe },
  );

interface ExtractCounts {
  readonly read: number;
  readonly rejected?: number;
  readonly quarantined?: number;
  readonly at?: number;
}

export function extracted(unit: string, cause: Envelope, counts: ExtractCounts): RunEvent {
  const { read, rejected = 0, quarantined = 0, at = 1 } = counts;
  const rows = read - rejected - quarantined;
  const [source = ""] = unit.split("#");
  return make(
    Extracted,
    { unit, stage: "extract", at, cause },
    {
      source,
      inputs: [{ uri: `file:data/${source}.csv`, bytes: 1000, part: "bytes 0-1000" }],
      artifact: artifact(`${unit}/extract/a1/rows.parquet`, rows),
      rejects: rejected === 0 ? null : artifact(`${unit}/extract/a1/rejects.parquet`, rejected),
      quarantine: quarantined === 0 ? null : artifact(`${unit}/extract/a1/quarantine.parquet`, quarantined),
      rows: { read, extracted: rows, rejected, quarantined, corrected: 0 },
      checks: [],
      ms: 400,
    },
  );
}

export const transformed = (unit: string, cause: Envelope, rows: number, at = 2): RunEvent =>
  make(
    Transformed,
    { unit, stage: "transform", at, cause },
    {
      inputs: [artifact(`${unit}/extract/a1/rows.parquet`, rows)],
      lookups: { airports: artifact("airports#0/extract/a1/rows.parquet", 7) },
      artifact: artifact(`${unit}/transform/a1/rows.parquet`, rows),
      quarantine: null,
      steps: [{ step: "sql[0]", in: rows, out: rows, quarantined: 0 }],
      rows: { in: rows, out: rows, quarantined: 0 },
      ms: 300,
    },
  );

export const validated = (
  unit: string,
  cause: Envelope,
  got: number,
  quarantined: number,
  at = 3,
): RunEvent =>
  make(
    Validated,
    { unit, stage: "validate", at, cause },
    {
      scope: "unit",
      artifact: artifact(`${unit}/transform/a1/rows.parquet`, got),
      quarantine: quarantined === 0 ? null : artifact(`${unit}/validate/a1/quarantine.parquet`, quarantined),
      rows: { got, passed: got - quarantined, quarantined, corrected: 0 },
      checks: [],
      ms: 50,
    },
  );

export const settled = (cause: Envelope, got: number, superseded = 0): RunEvent =>
  make(
    Validated,
    { stage: "settle", at: 4, cause },
    {
      scope: "run",
      manifest: artifact("run/settle/a1/manifest.json", 2),
      exclusions: null,
      quarantine: null,
      rows: { got, passed: got, quarantined: 0, superseded },
      checks: [],
      ms: 20,
    },
  );

export const loaded = (
  cause: Envelope,
  inserted: number,
  more: { readonly updated?: number } = {},
): RunEvent => {
  const { updated = 0 } = more;
  return make(
    Loaded,
    { stage: "load", at: 5, cause },
    {
      warehouse: "duckdb:.waybill/warehouse.duckdb",
      table: "flights",
      mode: "merge",
      rows: { got: inserted + updated, inserted, updated, unchanged: 0, superseded: 0, discarded: 0 },
      drift: [{ column: "city", change: "added as VARCHAR" }],
      ms: 600,
    },
  );
};

const REASON = {
  class: "data-quality",
  code: "quality.too-many-quarantined",
  message: "12 of 100 rows are quarantined, 1 is tolerated",
  where: "pipeline flights",
  why: "delay.between fails for 12 rows",
  next: "look at them: waybill quarantine show last",
} as const;

export const failed = (unit: string, cause: Envelope): RunEvent =>
  make(Failed, { unit, stage: "extract", at: 1, cause, attempt: 4 }, { reason: REASON, attempts: 4 });

export interface Totals {
  readonly read: number;
  readonly rejected: number;
  readonly quarantined: number;
  readonly loaded: number;
}

export const completed = (
  cause: Envelope,
  { read, rejected, quarantined, loaded: rows }: Totals,
  more: { readonly failed?: boolean; readonly checks?: readonly CheckCount[] } = {},
): Completed =>
  make(
    Completed,
    { stage: more.failed ? "settle" : "complete", at: 6, cause },
    {
      status: more.failed ? "failed" : "completed",
      reason: more.failed ? REASON : null,
      rows: {
        read,
        rejected,
        extracted: read - rejected,
        transformed: read - rejected,
        quarantined,
        corrected: 0,
        superseded: 0,
        loaded: rows,
      },
      loaded: null,
      checks: [...(more.checks ?? [])],
      stages: { extract: { ms: 800, rows: read - rejected, bytes: 2000 } },
      ms: 6000,
    },
  ) as Completed;

/** Two partitions and a lookup: 100 rows read, 2 rejected, 3 quarantined, 95 loaded. */
export function sampleRun(): readonly RunEvent[] {
  const plans = {
    airports: unitPlanned("airports#0", "airports.csv"),
    first: unitPlanned("flights#0", "flights.csv bytes 0-500"),
    second: unitPlanned("flights#1", "flights.csv bytes 500-1000"),
  };
  const lookup = extracted("airports#0", plans.airports, { read: 7, at: 0.5 });
  const first = extracted("flights#0", plans.first, { read: 60, rejected: 2 });
  const second = extracted("flights#1", plans.second, { read: 40, at: 1.5 });
  const done = [transformed("flights#0", first, 58), transformed("flights#1", second, 40, 2.5)] as const;
  const checked = [
    validated("flights#0", done[0], 58, 3),
    validated("flights#1", done[1], 40, 0, 3.5),
  ] as const;
  const settle = settled(checked[1], 95);
  const load = loaded(settle, 90, { updated: 5 });
  const end = completed(load, { read: 100, rejected: 2, quarantined: 3, loaded: 95 });
  return [
    requested,
    planned,
    ...Object.values(plans),
    lookup,
    first,
    second,
    ...done,
    ...checked,
    settle,
    load,
    end,
  ];
}
