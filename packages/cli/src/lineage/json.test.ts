import { expect, test } from "vitest";
import { RUN, sampleRun } from "../testing/sample-run.ts";
import { hopJson } from "./json.ts";

const hops = sampleRun();
const json = hops.map((hop) => hopJson(hop, hops));
const of = (type: string, unit: string) => json.find((hop) => hop.type === type && hop.unit === unit);

test("a hop as a program reads it", () => {
  expect(of("Extracted", "flights#0")).toEqual({
    id: hops[6]?.metadata.id,
    type: "Extracted",
    version: 1,
    stage: "extract",
    unit: "flights#0",
    generation: 0,
    partition: { source: "flights", index: 0, of: 2 },
    at: "2026-11-24T10:00:01.000Z",
    causationId: hops[3]?.metadata.id,
    inputs: [{ role: "source", uri: "file:data/flights.csv", bytes: 1000, part: "bytes 0-1000" }],
    outputs: [
      expect.objectContaining({
        role: "rows",
        uri: `local:${RUN}/flights#0/extract/a1/rows.parquet`,
        rows: 58,
      }),
      expect.objectContaining({ role: "rejects", rows: 2 }),
    ],
    rows: { in: 60, out: 58, read: 60, extracted: 58, rejected: 2, quarantined: 0, corrected: 0 },
    ms: 400,
    attempt: 1,
  });
});

test("each hop names the one that caused it, and only the first has none", () => {
  const ids = new Set(json.map(({ id }) => id));
  const [first, ...others] = json;
  expect(first?.causationId).toBeNull();
  expect(others.every(({ causationId }) => causationId !== null && ids.has(causationId))).toBe(true);
});

test("what a stage reads is what an earlier one wrote: the chain has no gap", () => {
  const written = new Set(json.flatMap(({ outputs }) => outputs.map(({ uri }) => uri)));
  for (const { type, inputs } of json) {
    if (type === "Extracted") continue;
    for (const { uri } of inputs) expect(written).toContain(uri);
  }
  expect(of("Transformed", "flights#1")?.inputs.map(({ role }) => role)).toEqual(["rows", "lookup:airports"]);
  expect(json.find(({ stage }) => stage === "settle")?.inputs.map(({ uri }) => uri)).toEqual([
    `local:${RUN}/flights#0/transform/a1/rows.parquet`,
    `local:${RUN}/flights#1/transform/a1/rows.parquet`,
  ]);
  expect(of("Loaded", "run")).toMatchObject({
    inputs: [{ role: "manifest" }],
    outputs: [{ role: "table", uri: "warehouse:flights", rows: 95 }],
    rows: { in: 95, out: 95, inserted: 90, updated: 5 },
  });
});

test("the run's own hops have no partition, and those without rows have none", () => {
  expect(json[0]).toMatchObject({
    type: "Requested",
    partition: null,
    rows: null,
    ms: null,
    inputs: [],
    outputs: [],
  });
});
