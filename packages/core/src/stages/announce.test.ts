import { Failed, type Slot, slotId } from "@waybill/events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import { RUN, testEvent } from "../testing/test-event.ts";
import { envelopeFor, keep, outcome, refuseMisplaced, storedHop, traceparent } from "./announce.ts";
import { House } from "./testing/house.ts";

const house = () => new House(testPlan(rowsSource([intColumn("n")], [[]])));
const failed = outcome(Failed, {
  reason: { class: "permanent", code: "a.b", message: "c", where: null, why: null, next: null },
  attempts: 1,
});
const partition = { source: "flights", index: 0, of: 2 };
const cause = testEvent({ slot: { stage: "plan" } });
const causeOfUnit = {
  ...cause,
  metadata: { ...cause.metadata, partition, tenant: "acme", correlationId: "c" },
};
const of = (unit: string): Slot => ({ unit, stage: "extract", generation: 2 });

describe("envelopeFor", () => {
  it("names its slot, its cause and its producer, and keeps what its cause says of the run", () => {
    const { metadata } = envelopeFor(house().ports, causeOfUnit, of("flights#0"), failed, { attempt: 3 });
    expect(metadata).toMatchObject({
      ...{
        id: slotId(RUN, of("flights#0")),
        type: "Failed",
        runId: RUN,
        pipeline: "flights",
        tenant: "acme",
      },
      ...{ slot: of("flights#0"), partition, correlationId: "c", causationId: cause.metadata.id, attempt: 3 },
      ...{ occurredAt: "2026-11-24T12:00:00.000Z", producer: "waybill@test/extract", replay: false },
    });
  });

  it("is of no partition where it is of the run", () => {
    const { metadata } = envelopeFor(house().ports, causeOfUnit, of("run"), failed, { attempt: 1 });
    expect(metadata).not.toHaveProperty("partition");
  });

  it("has the same id whatever its outcome, its time and its attempt", () => {
    const { ports } = house();
    const ids = [1, 2].map(
      (attempt) => envelopeFor(ports, cause, of("run"), failed, { attempt }).metadata.id,
    );
    expect(new Set(ids)).toHaveLength(1);
  });
});

describe("traceparent", () => {
  it("is W3C trace context: the run is the trace, the event the span", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (run, event, other) => {
        fc.pre(event !== other);
        const [one, two] = [traceparent(run, event), traceparent(run, other)];
        expect(one).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
        expect(one.slice(0, 36)).toBe(two.slice(0, 36));
        expect(one).not.toBe(two);
      }),
    );
  });
});

describe("keep", () => {
  it("gives back what is stored, which is the first", async () => {
    const { ports } = house();
    const first = testEvent({ data: { reason: "first" } });
    expect(await keep(ports, first)).toEqual(first);
    expect(await keep(ports, testEvent({ data: { reason: "second" } }))).toEqual(first);
  });

  it("a hop that is gone says what happened, and what to do", async () => {
    await expect(storedHop(house().ports, "01X")).rejects.toMatchObject({
      class: "permanent",
      code: "lineage.missing-hop",
      where: "01X",
      next: expect.stringContaining("--state"),
    });
  });
});

describe("refuseMisplaced", () => {
  it("lets through what is in its place", () => {
    expect(() => refuseMisplaced(testEvent())).not.toThrow();
  });

  it.each([
    ["unit", { unit: "flights#1" }],
    ["stage", { stage: "validate" }],
    ["generation", { generation: 1 }],
  ] as const)("refuses an id of another %s", (_, part) => {
    const event = testEvent();
    const misplaced = {
      ...event,
      metadata: { ...event.metadata, slot: { ...event.metadata.slot, ...part } },
    };
    expect(() => refuseMisplaced(misplaced)).toThrow(/does not belong/);
  });

  it("refuses an id of another run, and says which it would have to be", () => {
    const event = testEvent();
    const misplaced = { ...event, metadata: { ...event.metadata, runId: "01JE0000000000000000000000" } };
    const expected = slotId(misplaced.metadata.runId, event.metadata.slot);
    expect(() => refuseMisplaced(misplaced)).toThrow(
      expect.objectContaining({ why: expect.stringContaining(expected) }),
    );
  });
});
