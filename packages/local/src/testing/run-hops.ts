import type { RunTotals } from "@waybill/events";
import {
  type Artifact,
  Completed,
  type Envelope,
  type EventDefinition,
  Extracted,
  Planned,
  RUN_UNIT,
  runIdFor,
  type Stage,
  slotId,
  Transformed,
  Validated,
} from "@waybill/events";

const NOON = Date.UTC(2026, 10, 24, 12);
export const RUN = runIdFor(NOON, "test");

type Schema = NonNullable<Artifact["schema"]>;
type Data<D extends EventDefinition> = Parameters<D["make"]>[1];

/** `id BIGINT` for each column. */
export const schemaOf = (...columns: readonly string[]): Schema =>
  columns.map((column) => {
    const [name = "", ...type] = column.split(" ");
    return { name, type: type.join(" "), nullable: true };
  });

const artifactOf = (schema: Schema): Artifact => ({
  uri: "local:a",
  format: "parquet",
  rows: 1,
  bytes: 1,
  checksum: `sha256:${"a".repeat(64)}`,
  schema,
});

const checksOf = (ids: readonly string[]) =>
  ids.map((id) => ({
    id,
    rule: id.split(".")[1] ?? "",
    column: null,
    severity: "reject" as const,
    failed: 0,
    corrected: 0,
    example: null,
  }));

function hop<D extends EventDefinition>(
  definition: D,
  [unit, stage]: readonly [unit: string, stage: Stage],
  data: Data<D>,
): Envelope {
  const slot = { unit, stage, generation: 0 };
  const metadata = {
    id: slotId(RUN, slot),
    runId: RUN,
    pipeline: "orders",
    tenant: "default",
    slot,
    correlationId: RUN,
    causationId: null,
    occurredAt: new Date(NOON).toISOString(),
    producer: "test",
    attempt: 1,
    traceparent: `00-${"0".repeat(31)}1-${"0".repeat(15)}1-01`,
    replay: false,
  };
  return definition.make(metadata, data);
}

export const planned = (unit: string): Envelope =>
  hop(Planned, [unit, "plan"], {
    scope: "unit",
    plan: { ...artifactOf([]), format: "json" },
    from: "extract",
    describe: unit,
  });

export const extracted = (unit: string, schema: Schema, checks: readonly string[] = []): Envelope =>
  hop(Extracted, [unit, "extract"], {
    source: unit.split("#")[0] ?? unit,
    inputs: [],
    artifact: artifactOf(schema),
    rejects: null,
    quarantine: null,
    rows: { read: 1, extracted: 1, rejected: 0, quarantined: 0, corrected: 0 },
    checks: checksOf(checks),
    ms: 1,
  });

export const transformed = (unit: string, schema: Schema): Envelope =>
  hop(Transformed, [unit, "transform"], {
    inputs: [],
    lookups: {},
    artifact: artifactOf(schema),
    quarantine: null,
    steps: [],
    rows: { in: 1, out: 1, quarantined: 0 },
    ms: 1,
  });

export const validated = (unit: string, checks: readonly string[]): Envelope =>
  hop(Validated, [unit, "validate"], {
    scope: "unit",
    artifact: artifactOf([]),
    quarantine: null,
    rows: { got: 1, passed: 1, quarantined: 0, corrected: 0 },
    checks: checksOf(checks),
    ms: 1,
  });

const NOTHING: RunTotals = {
  read: 0,
  rejected: 0,
  extracted: 0,
  transformed: 0,
  quarantined: 0,
  corrected: 0,
  superseded: 0,
  loaded: 0,
};

/** A run that settle has decided against. */
export const settledBadly = (): Envelope =>
  hop(Completed, [RUN_UNIT, "settle"], {
    status: "failed",
    reason: { class: "permanent", code: "some.mistake", message: "no", where: null, why: null, next: null },
    rows: NOTHING,
    loaded: null,
    checks: [],
    stages: {},
    ms: 1,
  });
