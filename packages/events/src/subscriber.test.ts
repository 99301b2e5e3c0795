import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Envelope, toBusEvent } from "./envelope.ts";
import { compilePattern, InvalidPattern } from "./pattern/index.ts";
import { Completed } from "./run/completed.ts";
import { Loaded } from "./run/loaded.ts";
import { Planned } from "./run/planned.ts";
import { subscriber, toPattern } from "./subscriber.ts";
import { anyEnvelope } from "./testing/arbitrary.ts";
import { loadedV2, sampleMetadata, thrownBy } from "./testing/sample.ts";
import type { Where } from "./where.ts";

const loaded = (data: object = {}, metadata: object = {}): Envelope =>
  Loaded.make({ ...sampleMetadata, ...metadata }, { ...loadedV2, ...data });

const matches = (where: Where<typeof Loaded>, event: Envelope) =>
  compilePattern(toPattern(Loaded, where)).matches(toBusEvent(event));

describe("toPattern", () => {
  it("asks for the event alone where there is no filter", () => {
    const alone = { source: ["waybill"], "detail-type": ["Loaded"] };
    expect(toPattern(Loaded)).toEqual(alone);
    expect(toPattern(Loaded, {})).toEqual(alone);
  });

  it("puts the metadata and the data where EventBridge finds them", () => {
    expect(
      toPattern(Loaded, {
        pipeline: ["flights", { prefix: "stock-" }],
        replay: [false],
        data: { mode: ["merge"], rows: { inserted: [{ numeric: [">", 0] }] } },
      }),
    ).toEqual({
      source: ["waybill"],
      "detail-type": ["Loaded"],
      detail: {
        metadata: { pipeline: ["flights", { prefix: "stock-" }], replay: [false] },
        data: { mode: ["merge"], rows: { inserted: [{ numeric: [">", 0] }] } },
      },
    });
  });

  it.each<[Where<typeof Loaded>, boolean]>([
    [{ pipeline: ["flights"] }, true],
    [{ pipeline: ["stocks"] }, false],
    [{ pipeline: ["stocks", "flights"] }, true],
    [{ pipeline: [{ prefix: "fli" }] }, true],
    [{ pipeline: [{ suffix: "fli" }] }, false],
    [{ pipeline: [{ wildcard: "f*s" }] }, true],
    [{ pipeline: [{ "equals-ignore-case": "FLIGHTS" }] }, true],
    [{ pipeline: [{ "anything-but": ["flights", "stocks"] }] }, false],
    [{ replay: [true] }, false],
    [{ slot: { stage: ["load", "complete"] } }, true],
    [{ slot: { stage: ["plan"] } }, false],
    [{ partition: { source: [{ exists: false }] } }, true],
    [{ data: { mode: ["merge"] } }, true],
    [{ data: { mode: ["append"] } }, false],
    [{ data: { rows: { inserted: [200] } } }, true],
    [{ data: { rows: { inserted: [{ numeric: [">=", 200, "<", 201] }] } } }, true],
    [{ data: { rows: { inserted: [{ numeric: ["<", 200] }] } } }, false],
    [{ data: { drift: { column: ["delay"] } } }, true],
    [{ data: { drift: { column: ["speed"] } } }, false],
    [{ tenant: ["default"], data: { mode: ["append"] } }, false],
  ])("%j matches: %s", (where, expected) => {
    expect(matches(where, loaded())).toBe(expected);
  });

  it("matches every event of its kind and no other, without a filter", () => {
    const pattern = compilePattern(toPattern(Loaded));
    const any = fc.oneof(anyEnvelope(Loaded), anyEnvelope(Planned), anyEnvelope(Completed));
    fc.assert(
      fc.property(any, (event) => {
        expect(pattern.matches(toBusEvent(event))).toBe(event.metadata.type === "Loaded");
      }),
      { numRuns: 50 },
    );
  });

  it("matches an event exactly where a function over it would", () => {
    const modes = ["append", "merge", "replace"] as const;
    const filter = fc.record({
      modes: fc.uniqueArray(fc.constantFrom(...modes), { minLength: 1 }),
      least: fc.nat(5),
      pipelines: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }),
    });
    const facts = fc.record({
      mode: fc.constantFrom(...modes),
      got: fc.nat(5),
      pipeline: fc.constantFrom("a", "b"),
    });
    fc.assert(
      fc.property(filter, facts, ({ modes: wanted, least, pipelines }, { mode, got, pipeline }) => {
        const event = loaded({ mode, rows: { ...loadedV2.rows, got } }, { pipeline });
        const data = { mode: wanted, rows: { got: [{ numeric: [">=", least] as const }] } };
        const expected = wanted.includes(mode) && got >= least && pipelines.includes(pipeline);
        expect(matches({ pipeline: pipelines, data }, event)).toBe(expected);
      }),
    );
  });
});

describe("subscriber", () => {
  it("is data: what it wants, what it may take, what it does", async () => {
    const seen: number[] = [];
    const one = subscriber({ on: Loaded, where: { pipeline: ["flights"] } }, (event) => {
      seen.push(event.data.rows.inserted);
    });
    expect(one).toMatchObject({ on: Loaded, timeout: 30, concurrency: 1, memory: 256 });
    expect(one.pattern).toEqual(toPattern(Loaded, { pipeline: ["flights"] }));
    const signal = AbortSignal.timeout(1000);
    await one.handle(Loaded.make(sampleMetadata, loadedV2), { attempt: 1, signal, log: () => {} });
    expect(seen).toEqual([200]);
  });

  it("takes its limits from the author", () => {
    const limits = { timeout: 5, concurrency: 3, memory: 512 };
    expect(subscriber({ on: Loaded, ...limits }, () => {})).toMatchObject(limits);
  });

  it("refuses a filter that AWS would refuse, where it is written", () => {
    const error = thrownBy(() => subscriber({ on: Loaded, where: { pipeline: [] } }, () => {}));
    expect(error).toBeInstanceOf(InvalidPattern);
    expect(error).toMatchObject({ path: "detail.metadata.pipeline" });
  });
});
