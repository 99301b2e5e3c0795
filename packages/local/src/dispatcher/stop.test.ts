import { Permanent } from "@waybill/core";
import { testEvent, testEvents } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { dispatching, subscribed, watch } from "../testing/dispatching.ts";
import { rejectionOf } from "../testing/error-of.ts";
import { VISIBILITY_MS } from "../testing/temporary-bus.ts";

describe("stopping", () => {
  function blocked() {
    let release = () => {};
    const promise = new Promise<void>((resolve) => {
      release = resolve;
    });
    return { promise, release: () => release() };
  }

  test("stop ends what is at work and begins nothing more", async () => {
    const gate = blocked();
    let begun = 0;
    await using subject = dispatching([
      subscribed(async () => {
        begun++;
        await gate.promise;
        return "done";
      }),
    ]);
    await subject.bus.publish(testEvents(3));
    await subject.clock.advance(0);
    const stopped = subject.dispatcher.stop();
    const state = watch(stopped);
    await subject.clock.advance(0);
    expect(state.over).toBe(false);
    gate.release();
    await stopped;
    expect(begun).toBe(1);
    expect(subject.bus.waiting(["all"])).toBe(2);
    await subject.dispatcher.idle();
    await subject.dispatcher.stop();
  });

  test("a shutdown tells the handlers; what they leave can be received at once, uncounted", async () => {
    const told: unknown[] = [];
    await using subject = dispatching([
      subscribed(async (_, { signal }) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        told.push(signal.reason);
        throw new Permanent("test.broken-off", "broken off");
      }),
    ]);
    await subject.bus.publish([testEvent()]);
    await subject.clock.advance(0);
    subject.shutdown.abort("Ctrl-C");
    await subject.dispatcher.stop();
    expect(told).toEqual(["Ctrl-C"]);
    expect(subject.bus.deadLetters.list({ limit: 1 }).items).toEqual([]);
    expect(subject.bus.receive("all", 1)[0]?.attempt).toBe(1);
  });

  test("where it is shut down before it began, it begins nothing", async () => {
    let begun = 0;
    const work = async () => {
      begun++;
      return "done" as const;
    };
    await using subject = dispatching([subscribed(work)], { signal: AbortSignal.abort() });
    await subject.bus.publish([testEvent()]);
    await subject.dispatcher.idle();
    expect(begun).toBe(0);
  });

  test("a bus that cannot be used any more ends it with that error, and tells the handlers", async () => {
    let reason: unknown;
    await using subject = dispatching([
      subscribed(async (_, { signal }) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        reason = signal.reason;
        throw reason;
      }),
    ]);
    await subject.bus.publish([testEvent()]);
    await subject.clock.advance(0);
    const idle = subject.dispatcher.idle();
    subject.state.connection.exec("PRAGMA max_page_count = 1; PRAGMA query_only = 1");
    await Promise.all([rejectionOf(idle), subject.clock.advance(VISIBILITY_MS / 3)]);
    expect(await rejectionOf(subject.dispatcher.stop())).toMatchObject({ code: "state.read-only" });
    expect(reason).toMatchObject({ name: "AbortError" });
  });
});
