import { LATER_RUN, RUN, testEvent } from "@waybill/core/testing";
import type { Envelope } from "@waybill/events";
import { describe, expect, test } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { type TemporaryBus, temporaryBus } from "../testing/temporary-bus.ts";
import type { DeadReason } from "./dead-letters.ts";

const REASON: DeadReason = {
  class: "permanent",
  code: "csv.missing-file",
  message: "data/a.csv is not there",
  where: "data/a.csv",
  why: null,
  next: "put it there",
};

async function kill({ bus }: TemporaryBus, subscription: string, event: Envelope): Promise<void> {
  await bus.deliver(subscription, [event]);
  bus.settle(bus.receive(subscription, 10).map((message) => ({ kind: "dead", message, reason: REASON })));
}

describe("dead letters", () => {
  test("say what, where, why, when and how often", async () => {
    using subject = temporaryBus();
    await kill(subject, "failures", testEvent());
    expect(subject.bus.deadLetters.show(1)).toEqual({
      id: 1,
      subscription: "failures",
      eventId: testEvent().metadata.id,
      runId: RUN,
      type: "Failed",
      reason: REASON,
      attempts: 1,
      diedAt: subject.clock.now(),
      envelope: testEvent(),
    });
  });

  test("are listed oldest first, by subscription, by run, in pages", async () => {
    using subject = temporaryBus();
    await kill(subject, "all", testEvent());
    await kill(subject, "failures", testEvent({ runId: LATER_RUN }));
    await kill(subject, "all", testEvent({ runId: LATER_RUN }));
    const { deadLetters } = subject.bus;
    const ids = (filter: object) => deadLetters.list({ limit: 10, ...filter }).items.map(({ id }) => id);
    expect(ids({})).toEqual([1, 2, 3]);
    expect(ids({ subscription: "all" })).toEqual([1, 3]);
    expect(ids({ runId: LATER_RUN })).toEqual([2, 3]);
    expect(ids({ runId: LATER_RUN, subscription: "all" })).toEqual([3]);
    const first = deadLetters.list({ limit: 2 });
    const second = deadLetters.list({ limit: 2 }, first.next);
    expect([first, second].map(({ items }) => items.length)).toEqual([2, 1]);
    expect(second.next).toBeNull();
  });

  test("redriven, come back into their own queue as if never tried, with a word to who waits", async () => {
    using subject = temporaryBus();
    const { bus } = subject;
    await kill(subject, "failures", testEvent());
    let calls = 0;
    bus.onArrival(() => calls++);
    expect(bus.deadLetters.redrive(1)).toMatchObject({ id: 1, subscription: "failures", attempts: 1 });
    expect(calls).toBe(1);
    expect(bus.deadLetters.list({ limit: 10 }).items).toEqual([]);
    expect(bus.receive("all", 10)).toEqual([]);
    const [message] = bus.receive("failures", 10);
    expect(message?.attempt).toBe(1);
    expect(JSON.parse(message?.envelope ?? "")).toEqual(testEvent());
  });

  test("discarded, are gone, and their numbers are not given again", async () => {
    using subject = temporaryBus();
    const { deadLetters } = subject.bus;
    await kill(subject, "all", testEvent());
    expect(deadLetters.discard(1)).toMatchObject({ id: 1, eventId: testEvent().metadata.id });
    expect(subject.bus.waiting(["all"])).toBe(0);
    await kill(subject, "all", testEvent());
    expect(deadLetters.list({ limit: 10 }).items.map(({ id }) => id)).toEqual([2]);
  });

  test.each(["show", "redrive", "discard"] as const)("%s of one that is not there says so", (act) => {
    using subject = temporaryBus();
    const error = errorOf(() => subject.bus.deadLetters[act](7));
    expect(error).toMatchObject({
      class: "usage",
      code: "dead-letter.unknown",
      next: expect.stringContaining("dlq list"),
    });
    expect(error.message).toContain("7");
  });

  test.each([[{ metadata: "none" }], [{}]])("an event without metadata %j is kept as well", async (odd) => {
    using subject = temporaryBus();
    const { bus, state } = subject;
    await bus.deliver("all", [testEvent()]);
    state.connection.prepare("UPDATE delivery SET envelope = ?").run(JSON.stringify(odd));
    bus.settle(bus.receive("all", 1).map((message) => ({ kind: "dead", message, reason: REASON })));
    expect(bus.deadLetters.show(1)).toMatchObject({ runId: null, type: null, envelope: odd });
  });

  test("an event that is no JSON is kept as the text it is", async () => {
    using subject = temporaryBus();
    const { bus, state } = subject;
    await bus.deliver("all", [testEvent()]);
    state.connection.prepare("UPDATE delivery SET envelope = ?").run("{broken");
    bus.settle(bus.receive("all", 1).map((message) => ({ kind: "dead", message, reason: REASON })));
    expect(bus.deadLetters.show(1).envelope).toBe("{broken");
  });
});
