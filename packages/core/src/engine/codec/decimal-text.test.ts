import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimalText, parseDecimal } from "./decimal-text.ts";

const decimalOf = fc.integer({ min: 1, max: 38 }).chain((precision) =>
  fc.record({
    precision: fc.constant(precision),
    scale: fc.integer({ min: 0, max: precision }),
    unscaled: fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n }),
  }),
);

test("every decimal comes back, digit by digit", () => {
  fc.assert(
    fc.property(decimalOf, ({ precision, scale, unscaled }) => {
      const parsed = parseDecimal(decimalText(unscaled, scale), precision, scale);
      expect(BigInt(parsed ?? "none")).toBe(unscaled);
    }),
  );
});

test("zeros before and behind change nothing", () => {
  fc.assert(
    fc.property(decimalOf, fc.nat(4), fc.nat(4), ({ precision, scale, unscaled }, before, behind) => {
      const digits = decimalText(unscaled < 0 ? -unscaled : unscaled, scale);
      const padded = `${unscaled < 0 ? "-" : ""}${"0".repeat(before)}${digits}${scale > 0 ? "0".repeat(behind) : ""}`;
      expect(BigInt(parseDecimal(padded, precision, scale) ?? "none")).toBe(unscaled);
    }),
  );
});

test.each([
  ["12.345", 5, 2],
  ["1234.00", 5, 2],
  ["1e3", 5, 2],
  ["12.", 5, 2],
  [".5", 5, 2],
  ["+1", 5, 2],
  ["1,5", 5, 2],
  [" 1", 5, 2],
  ["--1", 5, 2],
  ["", 5, 2],
  ["1", 2, 2],
  ["NaN", 5, 2],
  ["1x.50", 5, 2],
])("%j is no decimal(%i, %i)", (text, precision, scale) => {
  expect(parseDecimal(text, precision, scale)).toBeUndefined();
});

test.each([
  [0, 2, "0.00"],
  [-5, 2, "-0.05"],
  [1230, 2, "12.30"],
  [7, 0, "7"],
  [123_456_789_012_345_678_901_234_567_890n, 10, "12345678901234567890.1234567890"],
])("%s with scale %i is %s", (unscaled, scale, text) => expect(decimalText(unscaled, scale)).toBe(text));
