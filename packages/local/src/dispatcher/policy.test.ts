import { DataQuality, Permanent, Transient, Usage } from "@waybill/core";
import { ContractError } from "@waybill/events";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../bus/deliveries.ts";
import { DEFAULT_POLICY, isLastAttempt, settlementOf } from "./policy.ts";

const message = (attempt: number): Message => ({
  delivery: 1,
  receipt: 2,
  eventId: "event",
  attempt,
  envelope: "{}",
});
const failed = (error: unknown) => ({ kind: "failed", error }) as const;

describe("settlementOf", () => {
  test.each([
    [1, { kind: "retry", delayMs: 2000 }],
    [2, { kind: "retry", delayMs: 4000 }],
    [3, { kind: "retry", delayMs: 8000 }],
    [4, { kind: "dead" }],
    [5, { kind: "dead" }],
  ])("a transient failure of attempt %i", (attempt, expected) => {
    const settlement = settlementOf(message(attempt), failed(new Transient("a.b", "later")), DEFAULT_POLICY);
    expect(settlement).toMatchObject(expected);
  });

  test.each([
    new Permanent("a.b", "no"),
    new DataQuality("a.b", "no"),
    new Usage("a.b", "no"),
    new ContractError("event.malformed", "no"),
  ])("%o is dead at once, with its words", (error) => {
    const settlement = settlementOf(message(1), failed(error), DEFAULT_POLICY);
    expect(settlement).toMatchObject({ kind: "dead", reason: { code: error.code, message: "no" } });
  });

  test("what a subscriber's own code throws is tried again, and says what it was when it is dead", () => {
    const error = new TypeError("x is undefined");
    expect(settlementOf(message(1), failed(error), DEFAULT_POLICY).kind).toBe("retry");
    expect(settlementOf(message(4), failed(error), DEFAULT_POLICY)).toMatchObject({
      kind: "dead",
      reason: { code: "unexpected", message: "TypeError: x is undefined" },
    });
  });

  test.each([
    ["done", { kind: "done" }],
    ["later", { kind: "later", delayMs: DEFAULT_POLICY.laterMs }],
    ["interrupted", { kind: "later", delayMs: 0 }],
  ] as const)("what is %s, on whichever attempt", (kind, expected) => {
    for (const attempt of [1, 4, 99])
      expect(settlementOf(message(attempt), { kind }, DEFAULT_POLICY)).toMatchObject(expected);
  });

  test("the last attempt is the one after which a failure is dead", () =>
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (retryDelaysMs, attempt) => {
        const policy = { retryDelaysMs, laterMs: 1 };
        const { kind } = settlementOf(message(attempt), failed(new Transient("a.b", "no")), policy);
        expect(kind).toBe(isLastAttempt(attempt, policy) ? "dead" : "retry");
      }),
    ));
});
