import type { Envelope } from "@waybill/events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Bus } from "../ports/bus.ts";
import { LATER_RUN, testEvent, testEvents } from "./test-event.ts";

export interface BusUnderTest {
  readonly bus: Bus;
  /** Everything that the subscription gets, acknowledged; comes back when its queue is empty. */
  drain(subscription: string): Promise<readonly Envelope[]>;
  close(): Promise<void>;
}

export type MakeBus = (
  subscriptions: readonly { readonly name: string; readonly pattern: unknown }[],
) => Promise<BusUnderTest>;

const SUBSCRIPTIONS = [
  { name: "everything", pattern: { source: ["waybill"] } },
  { name: "failures", pattern: { source: ["waybill"], "detail-type": ["Failed"] } },
  {
    name: "orders",
    pattern: {
      source: ["waybill"],
      detail: { metadata: { pipeline: ["orders"] }, data: { rows: [{ numeric: [">", 10] }] } },
    },
  },
] as const;

/** What every bus promises, whatever carries it. Registers vitest tests. */
export function busSuite(make: MakeBus): void {
  describe("as a bus", () => {
    let subject: BusUnderTest;
    beforeEach(async () => {
      subject = await make(SUBSCRIPTIONS);
    });
    afterEach(() => subject.close());

    test("an event gets to the subscriptions whose pattern it matches, and to no other", async () => {
      const failed = testEvent();
      const planned = testEvent({ type: "Planned", slot: { stage: "plan" } });
      await subject.bus.publish([failed, planned]);
      expect(sorted(await subject.drain("everything"))).toEqual(sorted([failed, planned]));
      expect(await subject.drain("failures")).toEqual([failed]);
      expect(await subject.drain("orders")).toEqual([]);
    });

    test("a pattern may ask for what is inside the event", async () => {
      const few = testEvent({ pipeline: "orders", data: { rows: 10 } });
      const many = testEvent({ pipeline: "orders", data: { rows: 11 }, slot: { unit: "orders#1" } });
      const others = testEvent({ data: { rows: 12 }, slot: { unit: "flights#2" } });
      await subject.bus.publish([few, many, others]);
      expect(await subject.drain("orders")).toEqual([many]);
    });

    test("what was acknowledged does not come again", async () => {
      await subject.bus.publish([testEvent()]);
      await subject.drain("failures");
      expect(await subject.drain("failures")).toEqual([]);
    });

    test("an event arrives as it was sent, to the last character", async () => {
      const data = {
        text: 'Zoë 🚚 \u0000 "quoted" \n\' ; --',
        big: 2 ** 53 - 1,
        small: 1e-7,
        none: null,
        list: [[], {}],
      };
      const event = testEvent({ data });
      await subject.bus.publish([event]);
      expect(await subject.drain("failures")).toEqual([event]);
    });

    test("many events at once all arrive", async () => {
      const events = testEvents(57);
      await subject.bus.publish(events);
      expect(sorted(await subject.drain("failures"))).toEqual(sorted(events));
    });

    test("nothing to publish is nothing to do", async () => {
      await subject.bus.publish([]);
      await subject.bus.deliver("failures", []);
      expect(await subject.drain("everything")).toEqual([]);
    });

    test("publishing an event again is harmless: it arrives at least once, and always as it was first", async () => {
      const event = testEvent();
      await subject.bus.publish([event]);
      await subject.bus.publish([event, event]);
      const received = await subject.drain("failures");
      expect(received.length).toBeGreaterThanOrEqual(1);
      for (const each of received) expect(each).toEqual(event);
    });

    test("delivering goes to one subscription alone, whatever its pattern", async () => {
      const event = testEvent();
      await subject.bus.deliver("orders", [event]);
      expect(await subject.drain("orders")).toEqual([event]);
      expect(await subject.drain("everything")).toEqual([]);
    });

    test("an event that was delivered can still be published", async () => {
      const event = testEvent();
      await subject.bus.deliver("orders", [event]);
      await subject.bus.publish([event]);
      expect(await subject.drain("everything")).toEqual([event]);
    });

    test("an event that was published and dealt with can be delivered again, and again", async () => {
      const event = testEvent();
      await subject.bus.publish([event]);
      await subject.drain("failures");
      for (const _ of [1, 2]) {
        await subject.bus.deliver("failures", [event]);
        expect(await subject.drain("failures")).toEqual([event]);
      }
    });

    test("history is delivered as it is asked for, also where the log has the event in other words", async () => {
      const event = testEvent();
      const replayed = { ...event, metadata: { ...event.metadata, replay: true } };
      await subject.bus.publish([event]);
      await subject.drain("failures");
      await subject.bus.deliver("failures", [replayed]);
      expect(await subject.drain("failures")).toEqual([replayed]);
    });

    test("delivering to a subscription that is not there is a clear error", async () => {
      await expect(subject.bus.deliver("nobody", [testEvent()])).rejects.toMatchObject({
        code: "bus.unknown-subscription",
        message: expect.stringContaining("nobody"),
      });
    });

    test("an event over 256 KB is refused with its place, and nothing beside it is published", async () => {
      const large = testEvent({ runId: LATER_RUN, data: { text: "ä".repeat(131_000) } });
      await expect(subject.bus.publish([testEvent(), large])).rejects.toMatchObject({
        class: "permanent",
        code: "bus.too-large",
        where: expect.stringContaining(large.metadata.id),
      });
      expect(await subject.drain("everything")).toEqual([]);
      await expect(subject.bus.deliver("everything", [large])).rejects.toMatchObject({
        code: "bus.too-large",
      });
    });
  });
}

const sorted = (events: readonly Envelope[]): Envelope[] =>
  [...events].sort(({ metadata: a }, { metadata: b }) => (a.id < b.id ? -1 : 1));
