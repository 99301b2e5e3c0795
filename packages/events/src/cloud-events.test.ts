import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromCloudEvent, toCloudEvent } from "./cloud-events.ts";
import type { Envelope } from "./envelope.ts";
import { jsonSchemas } from "./json-schema.ts";
import { manifest, parseEvent } from "./manifest.ts";
import { Loaded } from "./run/loaded.ts";
import { anyEvent } from "./testing/arbitrary.ts";
import { loadedV1, loadedV2, RUN_ID, sampleMetadata, thrownBy } from "./testing/sample.ts";

const loaded = Loaded.make(sampleMetadata, loadedV2);
const events = anyEvent(manifest.definitions);

describe("toCloudEvent", () => {
  it("puts each fact where CloudEvents 1.0 and its extensions have a place for it", () => {
    expect(toCloudEvent(loaded)).toEqual({
      specversion: "1.0",
      id: sampleMetadata.id,
      source: "waybill",
      type: "dev.waybill.Loaded",
      subject: RUN_ID,
      time: "2026-03-01T12:00:00.000Z",
      datacontenttype: "application/json",
      dataschema: "https://waybill.dev/schemas/Loaded/2.json",
      dataversion: 2,
      pipeline: "flights",
      tenant: "default",
      unit: "run",
      stage: "load",
      generation: 0,
      correlationid: RUN_ID,
      causationid: sampleMetadata.causationId,
      producer: "waybill/load@0.1.0",
      attempt: 1,
      traceparent: sampleMetadata.traceparent,
      replay: false,
      data: loadedV2,
    });
  });

  it("leaves out what is not there: CloudEvents knows no null", () => {
    const first = toCloudEvent(Loaded.make({ ...sampleMetadata, causationId: null }, loadedV2));
    expect(first).not.toHaveProperty("causationid");
    expect(first).not.toHaveProperty("partitionsource");
  });

  it("points at the schema that describes its data", () => {
    const ids = jsonSchemas().map(({ data }) => data.$id);
    fc.assert(
      fc.property(events, (event) => {
        expect(ids).toContain(toCloudEvent(event).dataschema);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps to the rules for attributes: names, types and lengths", () => {
    fc.assert(
      fc.property(events, (event) => {
        const { data: _, ...attributes } = toCloudEvent(event);
        for (const [name, value] of Object.entries(attributes)) {
          expect(name).toMatch(/^[a-z0-9]{1,20}$/);
          expect(["string", "boolean", "number"]).toContain(typeof value);
          if (typeof value === "number") expect(value | 0).toBe(value);
        }
        for (const required of ["id", "source", "type", "subject"]) expect(attributes[required]).not.toBe("");
        expect(new Date(attributes.time).toISOString()).toBe(attributes.time);
        expect(URL.canParse(attributes.dataschema)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("fromCloudEvent", () => {
  it("gives the same envelope back, of any event in any version", () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(fromCloudEvent(JSON.parse(JSON.stringify(toCloudEvent(event))))).toEqual(event);
      }),
      { numRuns: 200 },
    );
  });

  it("is the same CloudEvent again when it is sent on", () => {
    fc.assert(
      fc.property(events, (event) => {
        const ce = toCloudEvent(event);
        expect(toCloudEvent(fromCloudEvent(ce))).toEqual(ce);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves an older version as it is, for parseEvent to bring up", () => {
    const old: Envelope = { metadata: { ...loaded.metadata, version: 1 }, data: loadedV1 };
    const received = fromCloudEvent(toCloudEvent(old));
    expect(received).toEqual(old);
    expect(parseEvent(received).metadata.version).toBe(2);
  });

  it("ignores the attributes of others on the way", () => {
    expect(fromCloudEvent({ ...toCloudEvent(loaded), sampledrate: 30, partitionkey: "x" })).toEqual(loaded);
  });

  it.each([
    ["what is no CloudEvent", () => "hello", "envelope"],
    [
      "another version of CloudEvents",
      () => ({ ...toCloudEvent(loaded), specversion: "0.3" }),
      "specversion",
    ],
    ["another source", () => ({ ...toCloudEvent(loaded), source: "shop" }), "source"],
    ["another type", () => ({ ...toCloudEvent(loaded), type: "com.shop.order" }), "type"],
    ["no run", () => ({ ...toCloudEvent(loaded), subject: undefined }), "metadata.runId"],
    ["a wrong stage", () => ({ ...toCloudEvent(loaded), stage: "lunch" }), "metadata.slot.stage"],
    [
      "half a partition",
      () => ({ ...toCloudEvent(loaded), partitionsource: "a" }),
      "metadata.partition.index",
    ],
    ["binary data", () => ({ ...toCloudEvent(loaded), data_base64: "AA==" }), "data_base64"],
  ])("refuses %s", (_, received, where) => {
    expect(thrownBy(() => fromCloudEvent(received()))).toMatchObject({ code: "event.malformed", where });
  });
});
