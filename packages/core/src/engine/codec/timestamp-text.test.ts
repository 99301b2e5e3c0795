import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseInstant, parseTimestamp, timestampText } from "./timestamp-text.ts";

const LIMIT = 2n ** 63n - 2n;
const micros = fc.bigInt({ min: -LIMIT, max: LIMIT });
const exact = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

describe("a timestamp", () => {
  test("comes back exactly, however far away", () => {
    fc.assert(
      fc.property(micros, (at) => {
        expect(parseTimestamp(timestampText(exact(at)))).toBe(exact(at));
      }),
    );
  });

  test("is what a Date says, to the millisecond", () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        const text = date.toISOString().replace(/\.000Z$/, "Z");
        const at = exact(BigInt(date.getTime()) * 1000n);
        expect(`${timestampText(at)}Z`).toBe(text);
        expect(parseInstant(text)).toBe(at);
      }),
    );
  });

  test("may have a space in the middle, and no seconds", () => {
    expect(parseTimestamp("2024-02-29 09:05")).toBe(parseTimestamp("2024-02-29T09:05:00.000"));
  });

  test.each([
    "2024-02-29",
    "2024-02-30T00:00:00",
    "2024-02-29T09:05:00Z",
    "T09:05:00",
    "+294247-01-10T04:00:55",
    "",
  ])("is not %j", (text) => expect(parseTimestamp(text)).toBeUndefined());
});

describe("a moment", () => {
  test("with an offset is the moment in UTC", () => {
    const at = parseInstant("2024-02-29T09:05:00Z");
    expect(at).toBe(1_709_197_500_000_000);
    expect(parseInstant("2024-02-29T10:05:00+01:00")).toBe(at);
    expect(parseInstant("2024-02-29T03:35:00-05:30")).toBe(at);
    expect(parseInstant("+012345-01-01T00:00:00+00:01")).toBe(
      (parseInstant("+012345-01-01T00:00:00Z") as bigint) - 60_000_000n,
    );
  });

  test.each([
    "2024-02-29T09:05:00",
    "2024-02-29T09:05:00+1:00",
    "2024-02-29T09:05:00+24:00",
    "2024-02-29T09:05:00+01:60",
    "Z",
    "",
  ])("is not %j", (text) => expect(parseInstant(text)).toBeUndefined());
});
