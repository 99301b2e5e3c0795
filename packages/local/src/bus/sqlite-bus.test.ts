import { systemClock } from "@waybill/core";
import { busSuite, testEvent, testEvents } from "@waybill/core/testing";
import type { Envelope } from "@waybill/events";
import { describe, expect, test } from "vitest";
import { temporaryBus, VISIBILITY_MS } from "../testing/temporary-bus.ts";
import { temporaryState } from "../testing/temporary-state.ts";
import type { Message } from "./deliveries.ts";
import type { Settlement } from "./settlement.ts";
import { SqliteBus } from "./sqlite-bus.ts";

const done = (message: Message): Settlement => ({ kind: "done", message });
const envelopes = (messages: readonly Message[]) =>
  messages.map(({ envelope }) => JSON.parse(envelope) as Envelope);

describe("SqliteBus", () => {
  busSuite(async (subscriptions) => {
    const state = temporaryState();
    const bus = new SqliteBus(state, { clock: systemClock });
    bus.declare(subscriptions);
    return {
      bus,
      drain: async (name) => {
        const messages = bus.receive(name, 1000);
        bus.settle(messages.map(done));
        return envelopes(messages);
      },
      close: async () => state.close(),
    };
  });

  describe("publishing", () => {
    test("an event published again changes nothing: one entry, one delivery, as it was first", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      await bus.publish([testEvent(), testEvent()]);
      await bus.publish([testEvent({ data: { other: true } })]);
      expect(envelopes(bus.receive("all", 10))).toEqual([testEvent()]);
      expect(bus.log.read({ limit: 10 }).items).toEqual([testEvent()]);
    });

    test("an event published again after it was dealt with is not dealt with again", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      await bus.publish([testEvent()]);
      bus.settle(bus.receive("all", 10).map(done));
      await bus.publish([testEvent()]);
      expect(bus.receive("all", 10)).toEqual([]);
    });

    test("tells who listens in this process, also for what is only delivered", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      let calls = 0;
      const end = bus.onArrival(() => calls++);
      await bus.publish([testEvent()]);
      await bus.deliver("all", [testEvent()]);
      await bus.publish([]);
      end();
      await bus.publish([testEvent({ slot: { stage: "load" } })]);
      expect(calls).toBe(2);
    });
  });

  describe("delivering", () => {
    test("the very same, waiting there, is enough", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      await bus.publish([testEvent()]);
      await bus.deliver("all", [testEvent()]);
      await bus.deliver("all", [testEvent(), testEvent()]);
      expect(bus.waiting(["all"])).toBe(1);
    });

    test("but not where somebody is at work on it: he may have looked before", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      await bus.publish([testEvent()]);
      const [atWork] = bus.receive("all", 1);
      await bus.deliver("all", [testEvent()]);
      if (atWork) bus.settle([done(atWork)]);
      expect(envelopes(bus.receive("all", 10))).toEqual([testEvent()]);
    });

    test("one that waits to be tried again is enough", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      await bus.deliver("all", [testEvent()]);
      bus.settle(bus.receive("all", 1).map((message) => ({ kind: "retry", message, delayMs: 2000 })));
      await bus.deliver("all", [testEvent()]);
      expect(bus.waiting(["all"])).toBe(1);
    });
  });

  describe("receiving", () => {
    test("up to the limit, in the order of arrival, to one alone", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      const events = testEvents(5);
      await bus.publish(events);
      expect(envelopes(bus.receive("all", 2))).toEqual(events.slice(0, 2));
      expect(envelopes(bus.receive("all", 10))).toEqual(events.slice(2));
      expect(bus.receive("all", 10)).toEqual([]);
    });

    test("what is not settled comes again once its time is over, counted", async () => {
      using subject = temporaryBus();
      const { bus, clock } = subject;
      await bus.publish([testEvent()]);
      expect(bus.receive("all", 1)[0]?.attempt).toBe(1);
      await clock.advance(VISIBILITY_MS - 1);
      expect(bus.receive("all", 1)).toEqual([]);
      await clock.advance(1);
      expect(bus.receive("all", 1)[0]?.attempt).toBe(2);
    });

    test("what is extended stays hidden", async () => {
      using subject = temporaryBus();
      const { bus, clock } = subject;
      await bus.publish([testEvent()]);
      const messages = bus.receive("all", 1);
      await clock.advance(VISIBILITY_MS - 1);
      bus.extend(messages);
      await clock.advance(VISIBILITY_MS - 1);
      expect(bus.receive("all", 1)).toEqual([]);
      await clock.advance(1);
      expect(bus.receive("all", 1)).toHaveLength(1);
    });

    test("who was too slow settles nothing any more", async () => {
      using subject = temporaryBus();
      const { bus, clock } = subject;
      await bus.publish([testEvent()]);
      const [slow] = bus.receive("all", 1);
      await clock.advance(VISIBILITY_MS);
      const [fast] = bus.receive("all", 1);
      if (!slow || !fast) throw new Error("both should have got it");
      expect(slow.receipt).not.toBe(fast.receipt);
      expect(bus.settle([done(slow)])).toBe(1);
      bus.extend([slow]);
      expect(bus.waiting(["all"])).toBe(1);
      expect(bus.settle([done(fast)])).toBe(0);
      expect(bus.waiting(["all"])).toBe(0);
    });

    test("settling and receiving are one exchange, in the order of the wants", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      const events = testEvents(3);
      await bus.publish(events);
      const first = bus.receive("failures", 1);
      const wants = [
        { subscription: "all", limit: 2 },
        { subscription: "failures", limit: 0 },
        { subscription: "failures", limit: 5 },
      ];
      const { received, lost } = bus.exchange(first.map(done), wants);
      expect(lost).toBe(0);
      expect(received.map((messages) => envelopes(messages))).toEqual([
        events.slice(0, 2),
        [],
        events.slice(1),
      ]);
    });

    test("waiting for work takes no right to write from others", async () => {
      using subject = temporaryBus();
      const { bus, state } = subject;
      state.connection.exec("BEGIN");
      expect(bus.receive("all", 1)).toEqual([]);
      state.connection.exec("ROLLBACK");
    });
  });

  describe("what a killed process was working on", () => {
    test("can be received at once, and its attempt does not count", async () => {
      using subject = temporaryBus();
      const { bus } = subject;
      await bus.publish(testEvents(3));
      bus.receive("all", 2);
      expect(bus.releaseInFlight()).toBe(2);
      expect(bus.receive("all", 10).map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
    });

    test("does not disturb what waits to be tried again", async () => {
      using subject = temporaryBus();
      const { bus, clock } = subject;
      await bus.publish([testEvent()]);
      bus.settle(bus.receive("all", 1).map((message) => ({ kind: "retry", message, delayMs: 2000 })));
      expect(bus.releaseInFlight()).toBe(0);
      expect(bus.receive("all", 1)).toEqual([]);
      await clock.advance(2000);
      expect(bus.receive("all", 1)[0]?.attempt).toBe(2);
    });
  });

  test("says what waits, and until when", async () => {
    using subject = temporaryBus();
    const { bus, clock } = subject;
    expect(bus.nextDue(["all", "failures"])).toBeNull();
    await bus.publish([testEvent(), testEvent({ type: "Loaded", slot: { stage: "load" } })]);
    expect(bus.waiting(["all"])).toBe(2);
    expect(bus.waiting(["all", "failures"])).toBe(3);
    expect(bus.nextDue(["all"])).toBe(clock.now());
    bus.receive("failures", 1);
    expect(bus.nextDue(["failures"])).toBe(clock.now() + VISIBILITY_MS);
    expect(bus.nextDue(["failures", "all"])).toBe(clock.now());
  });
});
