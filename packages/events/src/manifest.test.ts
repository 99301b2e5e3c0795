import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent, type EventDefinition } from "./define.ts";
import { isEvent } from "./is-event.ts";
import { defineManifest, manifest, parseEvent } from "./manifest.ts";
import { Failed } from "./run/failed.ts";
import { Loaded } from "./run/loaded.ts";
import { anyEvent } from "./testing/arbitrary.ts";
import { loadedV1, loadedV2, sampleMetadata, thrownBy } from "./testing/sample.ts";

const definitions: readonly EventDefinition[] = manifest.definitions;

describe("the manifest", () => {
  it("lists these events in these versions; a new one is a change that a reviewer sees here", () => {
    expect(definitions.map(({ type, version }) => `${type}/${version}`)).toEqual([
      "Requested/1",
      "Planned/1",
      "Extracted/1",
      "Transformed/1",
      "Validated/1",
      "Loaded/2",
      "Failed/1",
      "Completed/1",
      "Redriven/1",
      "Released/1",
      "RolledBack/1",
      "Discarded/1",
    ]);
  });

  it("gives a definition by its name", () => {
    expect(manifest.definition("Loaded")).toBe(Loaded);
  });

  it("says which names there are where one is unknown", () => {
    expect(thrownBy(() => manifest.definition("Load"))).toMatchObject({
      code: "event.unknown-type",
      message: "there is no event called Load",
      where: "Load",
      why: expect.stringContaining("Validated, Loaded, Failed"),
    });
  });

  it("refuses a second event of the same name", () => {
    const again = defineEvent("Loaded", "Another.", { 1: z.object({}) });
    expect(thrownBy(() => defineManifest([Loaded, again]))).toMatchObject({
      code: "event.duplicate",
      message: "two events are called Loaded",
      next: "give one of them another name in manifest.ts",
    });
  });

  it("says of each event in one line what it tells", () => {
    for (const { summary } of definitions) expect(summary).toMatch(/^[A-Z].{10,90}\.$/);
  });
});

describe("parseEvent", () => {
  it("reads any event of any version as its latest", () => {
    fc.assert(
      fc.property(anyEvent(definitions), (envelope) => {
        const event = parseEvent(envelope);
        const definition = manifest.definition(envelope.metadata.type);
        expect(event).toEqual(definition.parse(envelope));
        expect(event.metadata.version).toBe(definition.version);
      }),
      { numRuns: 60 },
    );
  });

  it("brings an old one up", () => {
    const event = parseEvent({
      metadata: { ...sampleMetadata, type: "Loaded", version: 1 },
      data: loadedV1,
    });
    expect(isEvent(Loaded, event) && event.data.rows.inserted).toBe(230);
  });

  it.each([
    ["nothing", null],
    ["nothing at all", undefined],
    ["a text", "Loaded"],
    ["no metadata", { data: {} }],
    ["no type", { metadata: { version: 1 }, data: {} }],
    ["a type that is no text", { metadata: { type: 7 } }],
  ])("refuses %s", (_, received) => {
    expect(thrownBy(() => parseEvent(received))).toMatchObject({
      code: "event.malformed",
      where: "metadata.type",
    });
  });

  it("refuses what no code here knows", () => {
    const received = { metadata: { ...sampleMetadata, type: "Sighed", version: 1 }, data: {} };
    expect(thrownBy(() => parseEvent(received))).toMatchObject({ code: "event.unknown-type" });
  });
});

describe("isEvent", () => {
  it("tells one event from the others by its name", () => {
    const event = Loaded.make(sampleMetadata, loadedV2);
    expect(isEvent(Loaded, event)).toBe(true);
    expect(isEvent(Failed, event)).toBe(false);
  });
});
