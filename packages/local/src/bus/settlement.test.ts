import { testEvent } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { temporaryBus } from "../testing/temporary-bus.ts";
import type { Message } from "./deliveries.ts";

const REASON = {
  class: "permanent",
  code: "a.b",
  message: "no",
  where: null,
  why: null,
  next: null,
} as const;

async function received() {
  const subject = temporaryBus();
  await subject.bus.publish([testEvent()]);
  const [message] = subject.bus.receive("all", 1);
  return { ...subject, message: message as Message, [Symbol.dispose]: () => subject[Symbol.dispose]() };
}

describe("a message", () => {
  test("that is done is gone", async () => {
    using subject = await received();
    const { bus, message } = subject;
    expect(bus.settle([{ kind: "done", message }])).toBe(0);
    expect(bus.waiting(["all"])).toBe(0);
    expect(bus.settle([{ kind: "done", message }])).toBe(1);
  });

  test("to be tried again comes after its delay, counted", async () => {
    using subject = await received();
    const { bus, clock, message } = subject;
    bus.settle([{ kind: "retry", message, delayMs: 2000 }]);
    await clock.advance(1999);
    expect(bus.receive("all", 1)).toEqual([]);
    await clock.advance(1);
    expect(bus.receive("all", 1)[0]?.attempt).toBe(2);
  });

  test("put off comes after its delay, uncounted", async () => {
    using subject = await received();
    const { bus, clock, message } = subject;
    bus.settle([{ kind: "later", message, delayMs: 500 }]);
    expect(bus.nextDue(["all"])).toBe(clock.now() + 500);
    await clock.advance(500);
    expect(bus.receive("all", 1)[0]?.attempt).toBe(1);
  });

  test("that is dead is a dead letter, and nowhere else", async () => {
    using subject = await received();
    const { bus, message } = subject;
    bus.settle([{ kind: "dead", message, reason: REASON }]);
    expect(bus.waiting(["all"])).toBe(0);
    expect(bus.deadLetters.list({ limit: 10 }).items).toHaveLength(1);
  });

  test("that was taken over becomes no dead letter", async () => {
    using subject = await received();
    const { bus, clock, message } = subject;
    await clock.advance(bus.visibilityMs);
    bus.receive("all", 1);
    expect(bus.settle([{ kind: "dead", message, reason: REASON }])).toBe(1);
    expect(bus.deadLetters.list({ limit: 10 }).items).toEqual([]);
    expect(bus.waiting(["all"])).toBe(1);
  });
});
