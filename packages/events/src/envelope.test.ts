import { describe, expect, it } from "vitest";
import { EVENT_SOURCE, Metadata, toBusEvent } from "./envelope.ts";
import { Loaded } from "./run/loaded.ts";
import { loadedV2, sampleMetadata } from "./testing/sample.ts";

const metadata = { ...sampleMetadata, type: "Loaded", version: 2 };

describe("Metadata", () => {
  it("takes an event of the run, and one of a partition", () => {
    const partition = { source: "flights", index: 2, of: 3 };
    expect(Metadata.parse(metadata)).toEqual(metadata);
    expect(Metadata.parse({ ...metadata, partition })).toEqual({ ...metadata, partition });
  });

  it("knows an event without a cause", () => {
    expect(Metadata.parse({ ...metadata, causationId: null }).causationId).toBeNull();
  });

  it.each([
    ["id", "01kjmrrfr01kpf8h29mga9vr2m"],
    ["runId", "flights"],
    ["causationId", ""],
    ["occurredAt", "2026-03-01T12:00:00Z"],
    ["occurredAt", "2026-03-01T12:00:00.000+01:00"],
    ["occurredAt", "2026-02-30T12:00:00.000Z"],
    ["attempt", 0],
    ["version", 1.5],
    ["replay", "no"],
    ["partition", { source: "flights", index: -1, of: 3 }],
    ["partition", { source: "flights", index: 0, of: 0 }],
  ])("refuses %s %j", (field, value) => {
    const result = Metadata.safeParse({ ...metadata, [field]: value });
    expect(result.error?.issues[0]?.path[0]).toBe(field);
  });

  it.each(Object.keys(metadata))("refuses metadata without %s", (field) => {
    const { [field as "id"]: _, ...others } = metadata;
    expect(Metadata.safeParse(others).error?.issues[0]?.path).toEqual([field]);
  });

  it("orders times as texts as it does as times", () => {
    const times = [9, 10, 100, 1000, 1001].map((ms) => new Date(ms).toISOString());
    for (const occurredAt of times)
      expect(Metadata.safeParse({ ...metadata, occurredAt }).success).toBe(true);
    expect([...times].sort()).toEqual(times);
  });
});

describe("toBusEvent", () => {
  it("is the event as EventBridge carries it, with the envelope untouched", () => {
    const envelope = Loaded.make(sampleMetadata, loadedV2);
    expect(toBusEvent(envelope)).toEqual({
      id: sampleMetadata.id,
      source: EVENT_SOURCE,
      "detail-type": "Loaded",
      time: "2026-03-01T12:00:00.000Z",
      detail: envelope,
    });
    expect(toBusEvent(envelope).detail).toBe(envelope);
  });
});
