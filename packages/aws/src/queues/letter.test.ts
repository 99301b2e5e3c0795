import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Burial, burialAttributes, burialIn } from "./letter.ts";

/** What SQS documents as the characters of an attribute. */
const TAKEN_BY_SQS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]+$/u;

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "\u0000", "\uFFFF", "\uD83D", "Zoë 🚚", '"quoted"\n'),
);
const anyBurial: fc.Arbitrary<Burial> = fc.record({
  subscription: fc.stringMatching(/^[a-z][a-z-]{0,20}$/),
  reason: fc.record({
    class: fc.constantFrom("transient", "permanent", "data-quality"),
    code: fc.stringMatching(/^[a-z]{1,9}\.[a-z-]{1,20}$/),
    message: anyText,
    where: fc.option(anyText),
    why: fc.option(anyText),
    next: fc.option(anyText),
  }),
  attempts: fc.integer({ min: 1, max: 100 }),
  diedAt: fc.integer({ min: 1, max: 2 ** 48 }),
});
const burial: Burial = {
  subscription: "load",
  reason: {
    class: "permanent",
    code: "csv.missing-file",
    message: "gone",
    where: "a.csv",
    why: null,
    next: null,
  },
  attempts: 2,
  diedAt: Date.UTC(2026, 10, 24),
};

describe("the reason of a dead letter, as attributes", () => {
  test("comes back as it was", () =>
    fc.assert(
      fc.property(anyBurial, (each) => {
        expect(burialIn(burialAttributes(each))).toEqual(each);
      }),
    ));

  test("SQS takes them: ten at most, none empty, none with other characters", () =>
    fc.assert(
      fc.property(anyBurial, (each) => {
        const entries = Object.entries(burialAttributes(each));
        expect(entries.length).toBeLessThanOrEqual(10);
        for (const [name, { StringValue }] of entries) {
          expect(name).toMatch(/^[\w-]+$/);
          expect(StringValue).toMatch(TAKEN_BY_SQS);
        }
      }),
    ));

  test("can be read by people in the console of SQS", () => {
    expect(burialAttributes(burial)).toEqual({
      "waybill-subscription": { DataType: "String", StringValue: "load" },
      "waybill-class": { DataType: "String", StringValue: "permanent" },
      "waybill-code": { DataType: "String", StringValue: "csv.missing-file" },
      "waybill-reason": {
        DataType: "String",
        StringValue: '{"message":"gone","where":"a.csv","why":null,"next":null}',
      },
      "waybill-attempts": { DataType: "Number", StringValue: "2" },
      "waybill-died-at": { DataType: "Number", StringValue: "1795478400000" },
    });
  });

  test("are cut where they would not fit beside the largest event", () => {
    const endless = "\uFFFF".repeat(1_000_000);
    const reason = { ...burial.reason, message: endless, where: endless, why: endless, next: endless };
    const attributes = burialAttributes({ ...burial, reason });
    expect(JSON.stringify(attributes).length).toBeLessThan(500_000);
    expect(burialIn(attributes)?.reason.message).toBe(`${"\uFFFF".repeat(4000)}…`);
  });

  test("that are missing or broken are none", () => {
    const whole = burialAttributes(burial);
    expect(burialIn({})).toBeNull();
    for (const name of Object.keys(whole)) {
      const { [name]: _, ...rest } = whole;
      expect(burialIn(rest)).toBeNull();
    }
    const odd = (name: string, StringValue: string) => ({
      ...whole,
      [name]: { DataType: "String", StringValue },
    });
    for (const [name, value] of [
      ["waybill-class", "usage"],
      ["waybill-reason", "{broken"],
      ["waybill-reason", "[]"],
      ["waybill-reason", "null"],
      ["waybill-attempts", "many"],
      ["waybill-died-at", ""],
    ] as const)
      expect(burialIn(odd(name, value))).toBeNull();
  });
});
