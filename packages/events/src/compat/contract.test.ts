import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent } from "../define.ts";
import { dataSchema, metadataSchema } from "../json-schema.ts";
import { manifest } from "../manifest.ts";
import { Loaded } from "../run/loaded.ts";
import { thrownBy } from "../testing/sample.ts";
import { latestOf, runningContracts } from "./contract.ts";

describe("runningContracts", () => {
  it("begins with the metadata, which every event carries", () => {
    const types = runningContracts().map(({ type }) => type);
    expect(types).toEqual(["Metadata", ...manifest.definitions.map(({ type }) => type)]);
    expect(runningContracts()[0]?.versions).toEqual({ 1: metadataSchema() });
  });

  it("has every version of an event", () => {
    const loaded = runningContracts().find(({ type }) => type === "Loaded");
    expect(loaded).toEqual({
      type: "Loaded",
      versions: { 1: dataSchema(Loaded, 1), 2: dataSchema(Loaded, 2) },
      digests: {},
    });
  });

  it("refuses an event that a frozen schema could not describe", () => {
    const secret = z.object({ name: z.string().refine((name) => name !== "") });
    const event = defineEvent("Thing", "A thing.", { 1: secret });
    expect(thrownBy(() => runningContracts([event]))).toMatchObject({
      code: "event.not-portable",
      where: "Thing/1.name",
    });
  });
});

describe("latestOf", () => {
  it("is the highest version by number, and 0 where there is none", () => {
    expect(latestOf({ type: "T", versions: { 2: {}, 10: {}, 9: {} }, digests: {} })).toBe(10);
    expect(latestOf({ type: "T", versions: {}, digests: {} })).toBe(0);
  });
});
