import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent, type EventDefinition } from "./define.ts";
import { ContractError } from "./errors.ts";
import { manifest } from "./manifest.ts";
import { Loaded } from "./run/loaded.ts";
import { Planned } from "./run/planned.ts";
import { anyData, anyEnvelope, anyMetadata } from "./testing/arbitrary.ts";
import { loadedV1, loadedV2, RUN_ID, sampleMetadata, thrownBy } from "./testing/sample.ts";

const received = (data: unknown, metadata: object = {}) => ({
  metadata: { ...sampleMetadata, type: "Loaded", version: 2, ...metadata },
  data,
});

describe("defineEvent", () => {
  const Text = z.object({ text: z.string() });
  const Count = z.object({ count: z.int() });

  it("publishes the highest version and keeps the shape of each", () => {
    const event = defineEvent("Thing", "A thing.", {
      1: Text,
      2: { schema: Count, upcast: ({ text }: z.output<typeof Text>) => ({ count: text.length }) },
    });
    expect(event).toMatchObject({ type: "Thing", version: 2, summary: "A thing." });
    expect(event.schema).toBe(Count);
    expect(event.schemas).toEqual({ 1: Text, 2: Count });
  });

  it.each([
    [
      "a gap",
      { 1: Text, 3: { schema: Text, upcast: (v: { text: string }) => v } },
      "Thing has versions 1, 3",
    ],
    ["a wrong beginning", { 2: { schema: Text, upcast: () => ({ text: "" }) } }, "Thing has versions 2"],
    ["no version", {}, "Thing has versions none"],
  ])("refuses %s", (_, versions, message) => {
    const error = thrownBy(() => defineEvent("Thing", "A thing.", versions));
    expect(error).toMatchObject({
      code: "event.version-gap",
      message,
      next: expect.stringContaining("number"),
    });
  });

  it("refuses a version that does not say how the older one becomes it", () => {
    expect(thrownBy(() => defineEvent("Thing", "A thing.", { 1: Text, 2: Text }))).toMatchObject({
      code: "event.no-upcast",
      message: "Thing version 2 does not say how version 1 becomes it",
      next: "write { schema, upcast: (v1) => … }",
    });
  });

  it("goes through each upcast in turn", () => {
    const event = defineEvent("Thing", "A thing.", {
      1: Text,
      2: { schema: Count, upcast: ({ text }: z.output<typeof Text>) => ({ count: text.length }) },
      3: { schema: Text, upcast: ({ count }: z.output<typeof Count>) => ({ text: `${count} long` }) },
    });
    const of = (version: number, data: object) => ({ ...received(data, { type: "Thing", version }) });
    expect(event.parse(of(1, { text: "abcd" })).data).toEqual({ text: "4 long" });
    expect(event.parse(of(2, { count: 7 })).data).toEqual({ text: "7 long" });
    expect(event.parse(of(3, { text: "as it is" })).data).toEqual({ text: "as it is" });
  });

  it("says which event an upcast failed on, and does not pass for something to try again", () => {
    const cause = new TypeError("no text");
    const event = defineEvent("Thing", "A thing.", {
      1: Text,
      2: {
        schema: Count,
        upcast: (): { count: number } => {
          throw cause;
        },
      },
    });
    expect(thrownBy(() => event.parse(received({ text: "" }, { type: "Thing", version: 1 })))).toMatchObject({
      code: "event.upcast-failed",
      message: "Thing version 1 does not become 2",
      where: sampleMetadata.id,
      why: "TypeError: no text",
      cause,
    });
  });

  it("checks what an upcast gives", () => {
    const event = defineEvent("Thing", "A thing.", {
      1: Text,
      2: { schema: Count, upcast: ({ text }: z.output<typeof Text>) => ({ count: Number(text) }) },
    });
    const error = thrownBy(() => event.parse(received({ text: "1.5" }, { type: "Thing", version: 1 })));
    expect(error).toMatchObject({ code: "event.malformed", where: "data (upcast to version 2).count" });
  });
});

describe("make", () => {
  it("puts the name and the latest version on the event", () => {
    const event = Loaded.make(sampleMetadata, loadedV2);
    expect(event).toEqual(received(loadedV2));
  });

  it("refuses wrong data with its path", () => {
    const wrong = { ...loadedV2, rows: { ...loadedV2.rows, inserted: -1 } };
    expect(thrownBy(() => Loaded.make(sampleMetadata, wrong))).toMatchObject({
      code: "event.malformed",
      where: "data.rows.inserted",
      message: expect.stringMatching(/^Loaded at data\.rows\.inserted: .*>=0/),
      next: "compare it with schemas/Loaded/2.json (waybill schema Loaded 2)",
    });
  });

  it("refuses wrong metadata with its path", () => {
    const wrong = { ...sampleMetadata, slot: { ...sampleMetadata.slot, unit: "" } };
    expect(thrownBy(() => Loaded.make(wrong, loadedV2))).toMatchObject({
      where: "metadata.slot.unit",
      next: "compare it with schemas/Metadata/1.json (waybill schema Metadata 1)",
    });
  });

  it("drops fields that the event does not have", () => {
    const extra = { ...loadedV2, secret: "x" };
    expect(Loaded.make(sampleMetadata, extra).data).toEqual(loadedV2);
  });
});

describe("parse", () => {
  it("brings Loaded version 1 to version 2", () => {
    const event = Loaded.parse(received(loadedV1, { version: 1 }));
    expect(event.metadata.version).toBe(2);
    expect(event.data).toEqual({
      warehouse: "duckdb",
      table: "flights",
      mode: "append",
      rows: { got: 230, inserted: 230, updated: 0, unchanged: 0, superseded: 0, discarded: 0 },
      drift: [],
      ms: 0,
    });
  });

  it("ignores unknown fields, wherever they are", () => {
    const data = { ...loadedV2, later: 1, rows: { ...loadedV2.rows, alsoLater: true } };
    expect(Loaded.parse(received(data, { later: "x" }))).toEqual(received(loadedV2));
  });

  it("refuses a version that is newer than the code", () => {
    expect(thrownBy(() => Loaded.parse(received({ whatever: 1 }, { version: 3 })))).toMatchObject({
      code: "event.unknown-version",
      message: "Loaded version 3 is newer than this code",
      where: sampleMetadata.id,
      next: expect.stringContaining("redrive"),
    });
  });

  it("refuses another event", () => {
    expect(thrownBy(() => Loaded.parse(received({}, { type: "Failed" })))).toMatchObject({
      code: "event.wrong-type",
      message: "expected Loaded, got Failed",
      where: sampleMetadata.id,
    });
  });

  it.each([
    ["nothing", null, "envelope"],
    ["a text", "Loaded", "envelope"],
    ["no metadata", { data: loadedV2 }, "metadata"],
    ["no data", { metadata: received({}).metadata }, "data"],
    ["a wrong id", received(loadedV2, { id: "x" }), "metadata.id"],
    ["a time that is no time", received(loadedV2, { occurredAt: "yesterday" }), "metadata.occurredAt"],
    [
      "a time of another precision",
      received(loadedV2, { occurredAt: "2026-03-01T12:00:00Z" }),
      "metadata.occurredAt",
    ],
    ["a version below 1", received(loadedV2, { version: 0 }), "metadata.version"],
    ["an item", received({ ...loadedV2, drift: [{ column: 1, change: "" }] }), "data.drift.0.column"],
  ])("refuses %s with its path", (_, event, where) => {
    expect(thrownBy(() => Loaded.parse(event))).toMatchObject({ code: "event.malformed", where });
  });

  it("names the schema of the version that it was sent in", () => {
    const error = thrownBy(() => Loaded.parse(received({ ...loadedV1, rows: "many" }, { version: 1 })));
    expect(error).toMatchObject({
      where: "data.rows",
      next: expect.stringContaining("schemas/Loaded/1.json"),
    });
  });

  it("says how many other faults there are", () => {
    const error = thrownBy(() => Loaded.parse(received({ mode: "append" })));
    expect((error as Error).message).toMatch(/^Loaded at data\.warehouse: .* \(and 4 more\)$/);
  });

  it("tells the two kinds of a plan apart", () => {
    const of = (data: object) => received(data, { type: "Planned", version: 1 });
    expect(thrownBy(() => Planned.parse(of({ scope: "galaxy" })))).toMatchObject({ where: "data.scope" });
    expect(thrownBy(() => Planned.parse(of({ scope: "unit" })))).toMatchObject({ where: "data.plan" });
  });
});

describe("every event", () => {
  const definitions: readonly EventDefinition[] = manifest.definitions;
  const each = definitions.map((definition) => [definition.type, definition] as const);

  it.each(each)("%s comes back from the bus as it was made", (_, definition) => {
    fc.assert(
      fc.property(anyMetadata(), anyData(definition), (metadata, data) => {
        const made = definition.make(metadata, data);
        expect(definition.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
        expect(made.data).toEqual(data);
      }),
      { numRuns: 25 },
    );
  });

  const versions = definitions.flatMap((definition) =>
    Object.keys(definition.schemas).map((n) => [`${definition.type}/${n}`, definition, Number(n)] as const),
  );

  it.each(versions)("%s is read without being changed, and always the same", (_, definition, version) => {
    fc.assert(
      fc.property(anyEnvelope(definition, version), (stored) => {
        const before = structuredClone(stored);
        const [once, twice] = [definition.parse(stored), definition.parse(stored)];
        expect(stored).toEqual(before);
        expect(twice).toEqual(once);
        expect(once.metadata).toEqual({ ...stored.metadata, version: definition.version });
        expect(definition.parse(once)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  });
});

it("is an error of the contracts, with its fields", () => {
  const error = new ContractError("event.malformed", "wrong", { where: RUN_ID });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: "ContractError", message: "wrong", where: RUN_ID, why: undefined });
  expect(error.cause).toBeUndefined();
});
