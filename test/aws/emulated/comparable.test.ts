import { testEvent } from "@waybill/core/testing";
import type { Envelope } from "@waybill/events";
import { expect, test } from "vitest";
import { comparable, filesOfRows } from "./comparable.ts";

const RUNS = ["01JD0000000000000000000000", "01JE0000000000000000000000"] as const;

/** A plan and an extract that it caused, of one run. */
function hopsOf(runId: string, data: object = {}): Envelope[] {
  const planned = testEvent({ runId, type: "Planned", slot: { stage: "plan" } });
  const extracted = testEvent({ runId, type: "Extracted", data });
  return [{ ...extracted, metadata: { ...extracted.metadata, causationId: planned.metadata.id } }, planned];
}
const written = (place: string, rows: number) => ({
  ms: place.length,
  inputs: [{ uri: `${place}/in.csv`, bytes: 7, version: place }],
  artifact: { uri: `${place}/rows.parquet`, format: "parquet", rows, bytes: place.length, checksum: place },
  manifest: { uri: `${place}/m.json`, format: "json", rows: 1, bytes: place.length, checksum: place },
});
const digests = new Map([
  ["local:x/rows.parquet", "a"],
  ["s3://b/rows.parquet", "a"],
  ["s3://other/rows.parquet", "b"],
]);
const here = comparable(hopsOf(RUNS[0], written("local:x", 3)), digests);

test("the same work in two places is the same", () => {
  expect(comparable(hopsOf(RUNS[1], written("s3://b", 3)).reverse(), digests)).toEqual(here);
  expect(here).toMatchObject([
    {
      slot: "flights#0 extract 0",
      type: "Extracted",
      causedBy: "flights#0 plan 0",
      data: { inputs: [{ bytes: 7 }], artifact: { rows: 3, "rows digest": "a" } },
    },
    { slot: "flights#0 plan 0", type: "Planned", causedBy: null },
  ]);
});

test.each([
  ["other rows", written("s3://other", 3)],
  ["another count", written("s3://b", 4)],
  ["a file less", { ...written("s3://b", 3), manifest: null }],
])("%s are another run", (_, data) => {
  expect(comparable(hopsOf(RUNS[1], data), digests)).not.toEqual(here);
});

test("a cause, a slot or an attempt that differs is seen", () => {
  const [extracted, planned] = hopsOf(RUNS[0]) as [Envelope, Envelope];
  const first = comparable([extracted, planned], digests);
  const changed = (metadata: object) =>
    comparable([{ ...extracted, metadata: { ...extracted.metadata, ...metadata } }, planned], digests);
  expect(changed({})).toEqual(first);
  for (const metadata of [{ causationId: null }, { attempt: 2 }, { type: "Failed" }]) {
    expect(changed(metadata)).not.toEqual(first);
  }
  expect(comparable([extracted], digests)).not.toEqual(first);
});

test("files of rows are found wherever they are, each once", () => {
  const data = {
    inputs: [written("a", 1).artifact],
    deeper: { lookups: [written("b", 1)] },
    more: written("a", 1),
  };
  expect(filesOfRows(data)).toEqual(["a/rows.parquet", "b/rows.parquet"]);
});
