import { Permanent, Transient } from "@waybill/core";
import { testEvent, testEvents } from "@waybill/core/testing";
import type { Envelope } from "@waybill/events";
import { describe, expect, test } from "vitest";
import { dispatching, subscribed, watch } from "../testing/dispatching.ts";
import { FAILURES, VISIBILITY_MS } from "../testing/temporary-bus.ts";

const hiccup = new Transient("test.hiccup", "a hiccup");

describe("handing out events", () => {
  test("each subscription gets what its pattern matches; what is done is gone", async () => {
    const all: Envelope[] = [];
    const failures: Envelope[] = [];
    const into = (list: Envelope[]) => async (envelope: Envelope) => {
      list.push(envelope);
      return "done" as const;
    };
    await using subject = dispatching([subscribed(into(all)), subscribed(into(failures), FAILURES)]);
    const loaded = testEvent({ type: "Loaded", slot: { stage: "load" } });
    await subject.bus.publish([testEvent(), loaded]);
    await subject.dispatcher.idle();
    expect(all).toEqual([testEvent(), loaded]);
    expect(failures).toEqual([testEvent()]);
    expect(subject.bus.waiting(["all", "failures"])).toBe(0);
    expect(subject.metrics.counts.get("deliveries all done")).toBe(2);
  });

  test("what a handler publishes is handed out too, before all is idle", async () => {
    const seen: string[] = [];
    await using subject = dispatching([
      subscribed(async ({ metadata }) => {
        seen.push(metadata.type);
        if (metadata.type === "Planned")
          await subject.bus.publish([testEvent({ type: "Loaded", slot: { stage: "load" } })]);
        return "done";
      }),
    ]);
    await subject.bus.publish([testEvent({ type: "Planned" })]);
    await subject.dispatcher.idle();
    expect(seen).toEqual(["Planned", "Loaded"]);
  });

  test.each([1, 3])("never more than %i at a time, and as many as that", async (concurrency) => {
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return "done" as const;
    };
    await using subject = dispatching([subscribed(work, { concurrency })]);
    await subject.bus.publish(testEvents(20));
    await subject.dispatcher.idle();
    expect(most).toBe(concurrency);
  });

  test("a slow subscription keeps none of the others waiting", async () => {
    const seen: string[] = [];
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = subscribed(async () => {
      await blocked;
      return "done";
    });
    const quick = subscribed(async ({ metadata }) => {
      seen.push(metadata.slot.unit);
      return "done";
    }, FAILURES);
    await using subject = dispatching([slow, quick]);
    await subject.bus.publish(testEvents(3));
    await subject.clock.advance(0);
    expect(seen).toEqual(["flights#0", "flights#1", "flights#2"]);
    release();
    await subject.dispatcher.idle();
  });

  test("what another process puts into a queue is found at the next look", async () => {
    let seen = 0;
    const work = async () => {
      seen++;
      return "done" as const;
    };
    await using subject = dispatching([subscribed(work)], { pollMs: 500 });
    await subject.clock.advance(0);
    subject.state.connection.exec(
      `INSERT INTO delivery(queue, event_id, envelope, visible_at) SELECT id, 'x', '{}', 0 FROM queue WHERE name = 'all'`,
    );
    await subject.clock.advance(499);
    expect(seen).toBe(0);
    await subject.clock.advance(1);
    expect(seen).toBe(1);
  });

  test("a message is kept from others for as long as its handler works", async () => {
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    let calls = 0;
    const work = async () => {
      calls++;
      await blocked;
      return "done" as const;
    };
    await using subject = dispatching([subscribed(work, { concurrency: 2, timeoutMs: VISIBILITY_MS * 100 })]);
    await subject.bus.publish([testEvent()]);
    for (let i = 0; i < 12; i++) await subject.clock.advance(VISIBILITY_MS / 3);
    expect(calls).toBe(1);
    release();
    await subject.dispatcher.idle();
    expect(subject.bus.waiting(["all"])).toBe(0);
  });
});

describe("failing", () => {
  test("a transient failure is tried again after 2, 4 and 8 seconds, then it is a dead letter", async () => {
    const tries: [number, number, boolean][] = [];
    await using subject = dispatching([
      subscribed(async (_, { attempt, lastAttempt }) => {
        tries.push([attempt, subject.clock.now() - start, lastAttempt]);
        throw hiccup;
      }),
    ]);
    const start = subject.clock.now();
    await subject.bus.publish([testEvent()]);
    const idle = watch(subject.dispatcher.idle());
    await subject.clock.advance(0);
    for (let second = 0; second < 14; second++) {
      expect(idle.over).toBe(false);
      await subject.clock.advance(1000);
    }
    expect(idle.over).toBe(true);
    expect(tries).toEqual([
      [1, 0, false],
      [2, 2000, false],
      [3, 6000, false],
      [4, 14_000, true],
    ]);
    expect(subject.bus.deadLetters.show(1)).toMatchObject({
      attempts: 4,
      reason: { class: "transient", code: "test.hiccup", message: "a hiccup" },
    });
    expect(subject.metrics.lines.at(0)).toBe("warn: all failed and is tried again in 2 s: a hiccup");
    expect(subject.metrics.lines.at(-1)).toBe("error: all gave up after 4 attempts: a hiccup");
  });

  test("a hiccup that passes leaves no trace", async () => {
    await using subject = dispatching([
      subscribed(async (_, { attempt }) => {
        if (attempt === 1) throw hiccup;
        return "done";
      }),
    ]);
    await subject.bus.publish([testEvent()]);
    await subject.clock.advance(0);
    await subject.clock.advance(2000);
    await subject.dispatcher.idle();
    expect(subject.bus.deadLetters.list({ limit: 1 }).items).toEqual([]);
  });

  test("a permanent failure is a dead letter at once", async () => {
    let tries = 0;
    await using subject = dispatching([
      subscribed(async () => {
        tries++;
        throw new Permanent("test.no", "never");
      }),
    ]);
    await subject.bus.publish([testEvent()]);
    await subject.dispatcher.idle();
    expect(tries).toBe(1);
    expect(subject.bus.deadLetters.show(1)).toMatchObject({
      subscription: "all",
      attempts: 1,
      reason: { code: "test.no" },
    });
  });

  test("what is put off comes again and again, and is never the last attempt", async () => {
    const attempts: number[] = [];
    const work = async (_: Envelope, { attempt }: { attempt: number }) => {
      attempts.push(attempt);
      return attempts.length < 7 ? ("later" as const) : ("done" as const);
    };
    await using subject = dispatching([subscribed(work)], { retry: { laterMs: 500 } });
    await subject.bus.publish([testEvent()]);
    await subject.clock.advance(0);
    for (let i = 0; i < 6; i++) await subject.clock.advance(500);
    await subject.dispatcher.idle();
    expect(attempts).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test("who takes too long fails with a transient error", async () => {
    const work = (_: Envelope, { signal }: { signal: AbortSignal }) =>
      new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    await using subject = dispatching([subscribed(work, { timeoutMs: 5000 })], {
      retry: { retryDelaysMs: [] },
    });
    await subject.bus.publish([testEvent()]);
    await subject.clock.advance(0);
    await subject.clock.advance(5000);
    await subject.dispatcher.idle();
    expect(subject.bus.deadLetters.show(1).reason).toMatchObject({
      code: "delivery.timeout",
      class: "transient",
    });
  });
});
