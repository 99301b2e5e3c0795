import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { EventDefinition } from "../define.ts";
import { dataSchema } from "../json-schema.ts";
import { manifest, parseEvent } from "../manifest.ts";
import { sampleMetadata } from "../testing/sample.ts";

// Events as a store holds them. Each stays as it is for ever: what was written once must be read for ever.

const artifact = {
  uri: "file:///data/runs/01J9ZK3V5R8QWERTYVBNM23456/extract/flights-0/a1.parquet",
  format: "parquet",
  rows: 3,
  bytes: 2048,
  checksum: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  schema: [{ name: "delay", type: "DOUBLE", nullable: true }],
};
const list = { ...artifact, format: "json", schema: undefined };
const check = {
  id: "delay.between",
  rule: "between",
  column: "delay",
  severity: "reject",
  failed: 1,
  corrected: 1,
  example: "4000",
};
const reason = {
  class: "permanent",
  code: "csv.missing-file",
  message: "flights.csv is not there",
  where: "pipelines/flights.ts:12",
  why: null,
  next: "put the file there, then: waybill retry",
};
const books = { got: 3, inserted: 2, updated: 1, unchanged: 0, superseded: 0, discarded: 0 };

const stored: Record<string, unknown> = {
  "Requested/1": {
    trigger: { kind: "schedule", by: "every day at 6", origin: null },
    definition: { module: "pipelines/flights.ts", digest: "sha256:ab" },
    parameters: { day: "2026-03-01" },
  },
  "Planned/1 (run)": { scope: "run", units: 2, plan: list, ms: 3 },
  "Planned/1 (unit)": { scope: "unit", plan: list, from: "extract", describe: "flights-1.csv bytes 0-1000" },
  "Extracted/1": {
    source: "flights",
    inputs: [{ uri: "flights-1.csv", bytes: 1000, part: "bytes 0-1000" }, { uri: "flights-2.csv" }],
    artifact,
    rejects: { ...list, rows: 1 },
    quarantine: null,
    rows: { read: 5, extracted: 3, rejected: 1, quarantined: 1, corrected: 0 },
    checks: [check],
    ms: 20,
  },
  "Transformed/1": {
    inputs: [artifact],
    lookups: { airports: artifact },
    artifact,
    quarantine: null,
    steps: [{ step: "sql[0]", in: 3, out: 3, quarantined: 0 }],
    rows: { in: 3, out: 3, quarantined: 0 },
    ms: 8,
  },
  "Validated/1 (unit)": {
    scope: "unit",
    artifact,
    quarantine: artifact,
    rows: { got: 3, passed: 2, quarantined: 1, corrected: 1 },
    checks: [check],
    ms: 4,
  },
  "Validated/1 (run)": {
    scope: "run",
    manifest: list,
    exclusions: null,
    quarantine: null,
    rows: { got: 2, passed: 2, quarantined: 0, superseded: 0 },
    checks: [{ ...check, column: null, severity: "fail", example: null }],
    ms: 5,
  },
  "Loaded/1": { warehouse: "duckdb", table: "flights", mode: "append", rows: 3 },
  "Loaded/2": {
    warehouse: "redshift",
    table: "public.flights",
    mode: "merge",
    rows: books,
    drift: [{ column: "delay", change: "added as DOUBLE" }],
    ms: 400,
  },
  "Failed/1": { reason, attempts: 3 },
  "Completed/1 (completed)": {
    status: "completed",
    reason: null,
    rows: {
      read: 5,
      rejected: 1,
      extracted: 3,
      transformed: 3,
      quarantined: 1,
      corrected: 1,
      superseded: 0,
      loaded: 3,
    },
    loaded: books,
    checks: [check],
    stages: { extract: { ms: 20, rows: 3, bytes: 2048 }, load: { ms: 400, rows: 3, bytes: 0 } },
    ms: 600,
  },
  "Completed/1 (failed)": {
    status: "failed",
    reason: { ...reason, class: "data-quality", where: null, next: null },
    rows: {
      read: 0,
      rejected: 0,
      extracted: 0,
      transformed: 0,
      quarantined: 0,
      corrected: 0,
      superseded: 0,
      loaded: 0,
    },
    loaded: null,
    checks: [],
    stages: {},
    ms: 0,
  },
  "Redriven/1": {
    by: "mirek",
    why: "the file is there now",
    queue: "load",
    event: "01J9ZK3V5R8QWERTYVBNM23456",
    attempts: 3,
  },
  "Released/1": { by: "mirek", why: null, child: "01J9ZK3V5R8QWERTYVBNM23457", rows: 1 },
  "RolledBack/1": { by: "mirek", why: "wrong day", table: "flights", rows: { removed: 2, restored: 1 } },
  "Discarded/1": { by: "mirek", why: null, what: "quarantine", rows: 1 },
};

const ajv = new Ajv2020();
const versionOf = (name: string): [string, number] => {
  const [, type, version] = /^(\w+)\/(\d+)/.exec(name) as unknown as [string, string, string];
  return [type, Number(version)];
};
const definitionOf = (type: string): EventDefinition => manifest.definition(type);
const each = Object.entries(stored).map(([name, data]) => [name, data] as const);

describe("a stored event", () => {
  it.each(each)("is read: %s", (name, data) => {
    const [type, version] = versionOf(name);
    const event = parseEvent(
      JSON.parse(JSON.stringify({ metadata: { ...sampleMetadata, type, version }, data })),
    );
    expect(event.metadata).toMatchObject({ type, version: definitionOf(type).version });
    if (version === definitionOf(type).version) expect(event.data).toEqual(data);
  });

  it.each(each)("is what its JSON Schema says: %s", (name, data) => {
    const [type, version] = versionOf(name);
    const schema = dataSchema(definitionOf(type), version);
    const accepts = ajv.getSchema(`${schema.$id}`) ?? ajv.compile(schema);
    expect(accepts(JSON.parse(JSON.stringify(data)))).toBe(true);
  });

  it("is here for every version of every event", () => {
    const here = new Set(each.map(([name]) => versionOf(name).join("/")));
    const expected = (manifest.definitions as readonly EventDefinition[]).flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, n) => `${type}/${n + 1}`),
    );
    expect([...here]).toEqual(expected);
  });
});

describe("an event is refused", () => {
  const completed = stored["Completed/1 (completed)"] as Record<string, unknown>;
  const extracted = stored["Extracted/1"] as Record<string, unknown>;

  it.each([
    ["Completed/1", { ...completed, status: "almost" }, "data.status"],
    ["Completed/1", { ...completed, stages: { load: { ms: 1, rows: 1 } } }, "data.stages.load.bytes"],
    ["Extracted/1", { ...extracted, artifact: { ...artifact, format: "csv" } }, "data.artifact.format"],
    ["Extracted/1", { ...extracted, inputs: [{ bytes: 1 }] }, "data.inputs.0.uri"],
    ["Extracted/1", { ...extracted, checks: [{ ...check, severity: "shrug" }] }, "data.checks.0.severity"],
    ["Extracted/1", { ...extracted, rejects: undefined }, "data.rejects"],
    ["Failed/1", { reason: { ...reason, class: "bad luck" }, attempts: 1 }, "data.reason.class"],
    ["Failed/1", { reason, attempts: -1 }, "data.attempts"],
    ["Requested/1", { trigger: { kind: "whim", by: null, origin: null } }, "data.trigger.kind"],
    ["Discarded/1", { by: "mirek", why: null, what: "everything", rows: 1 }, "data.what"],
  ])("%s, with the path: %#", (name, data, where) => {
    const [type, version] = versionOf(name);
    const received = { metadata: { ...sampleMetadata, type, version }, data };
    expect(() => parseEvent(received)).toThrow(expect.objectContaining({ code: "event.malformed", where }));
  });
});
