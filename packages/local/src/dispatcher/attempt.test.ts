import { Permanent, type Transient } from "@waybill/core";
import { describe, expect, test } from "vitest";
import type { Message } from "../bus/deliveries.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { Attempt } from "./attempt.ts";
import type { Result } from "./policy.ts";
import type { Subscription } from "./subscription.ts";

const MESSAGE: Message = {
  delivery: 1,
  receipt: 2,
  eventId: "event",
  attempt: 3,
  envelope: '{"metadata":{}}',
};
const TIMEOUT_MS = 1000;
const GRACE_MS = 100;

function attemptOf(handle: Subscription["handle"], message = MESSAGE) {
  const clock = new ManualClock();
  const subscription = { name: "load", pattern: {}, concurrency: 1, timeoutMs: TIMEOUT_MS, handle };
  return {
    clock,
    attempt: new Attempt(subscription, message, { clock, graceMs: GRACE_MS, lastAttempt: true }),
  };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const errorIn = (result: Result) => (result.kind === "failed" ? result.error : undefined);

describe("Attempt", () => {
  test.each(["done", "later"] as const)("a handler that says %s is that", async (said) => {
    const { attempt } = attemptOf(async () => said);
    expect(await attempt.run()).toEqual({ kind: said });
  });

  test("the handler gets the event and what is known of the delivery", async () => {
    const seen: unknown[] = [];
    const { attempt } = attemptOf(async (envelope, { attempt, lastAttempt, signal }) => {
      seen.push(envelope, attempt, lastAttempt, signal.aborted);
      return "done";
    });
    await attempt.run();
    expect(seen).toEqual([{ metadata: {} }, 3, true, false]);
  });

  test("what it throws is how it failed, also before it awaits anything", async () => {
    const error = new Permanent("a.b", "no");
    const { attempt } = attemptOf(() => {
      throw error;
    });
    expect(await attempt.run()).toEqual({ kind: "failed", error });
  });

  test("a stored event that is no JSON is a permanent failure that names it", async () => {
    const { attempt } = attemptOf(async () => "done", { ...MESSAGE, envelope: "{broken" });
    expect(errorIn(await attempt.run())).toMatchObject({
      class: "permanent",
      code: "event.unreadable",
      where: "event event",
    });
  });

  test("after its time its signal aborts with a transient error, which is how it failed", async () => {
    let reason: unknown;
    const { attempt, clock } = attemptOf(async (_, { signal }) => {
      await untilAborted(signal).catch(() => {});
      reason = signal.reason;
      throw new DOMException("aborted", "AbortError");
    });
    const result = attempt.run();
    await clock.advance(TIMEOUT_MS);
    expect(errorIn(await result)).toBe(reason);
    expect(reason).toMatchObject({
      class: "transient",
      code: "delivery.timeout",
      message: "load took longer than 1 s",
    });
  });

  test("after its time it may still say what went wrong, or that all is well", async () => {
    const error = new Permanent("a.b", "said at last");
    const failing = attemptOf(async (_, { signal }) => {
      await untilAborted(signal).catch(() => {});
      throw error;
    });
    const succeeding = attemptOf(async (_, { signal }) => {
      await untilAborted(signal).catch(() => {});
      return "done";
    });
    const results = [failing.attempt.run(), succeeding.attempt.run()];
    await Promise.all([failing.clock.advance(TIMEOUT_MS), succeeding.clock.advance(TIMEOUT_MS)]);
    expect(await Promise.all(results)).toEqual([{ kind: "failed", error }, { kind: "done" }]);
  });

  test("nobody waits for a handler that does not end", async () => {
    const { attempt, clock } = attemptOf(() => new Promise(() => {}));
    let result: Result | undefined;
    void attempt.run().then((ended) => {
      result = ended;
    });
    await clock.advance(TIMEOUT_MS);
    await clock.advance(GRACE_MS - 1);
    expect(result).toBeUndefined();
    await clock.advance(1);
    expect(result && (errorIn(result) as Transient)).toMatchObject({ code: "delivery.timeout" });
  });

  test("interrupted, it is told why, and whatever it throws then is no failure", async () => {
    const why = new DOMException("Ctrl-C", "AbortError");
    let reason: unknown;
    const { attempt } = attemptOf(async (_, { signal }) => {
      await untilAborted(signal).catch(() => {});
      reason = signal.reason;
      throw new Permanent("a.b", "broken off");
    });
    const result = attempt.run();
    attempt.interrupt(why);
    expect(await result).toEqual({ kind: "interrupted" });
    expect(reason).toBe(why);
  });

  test("interrupted, it may still end well; or not at all, for as long as the grace lasts", async () => {
    const well = attemptOf(async (_, { signal }) => {
      await untilAborted(signal).catch(() => {});
      return "done";
    });
    const never = attemptOf(() => new Promise(() => {}));
    const results = [well.attempt.run(), never.attempt.run()];
    well.attempt.interrupt("stop");
    never.attempt.interrupt("stop");
    await never.clock.advance(0);
    await never.clock.advance(GRACE_MS);
    expect(await Promise.all(results)).toEqual([{ kind: "done" }, { kind: "interrupted" }]);
  });

  test("a signal does not abort after a handler has ended", async () => {
    let signal: AbortSignal | undefined;
    const { attempt, clock } = attemptOf(async (_, delivery) => {
      signal = delivery.signal;
      return "done";
    });
    await attempt.run();
    await clock.advance(TIMEOUT_MS * 2);
    expect(signal?.aborted).toBe(false);
  });
});
