import fc from "fast-check";
import { expect, test } from "vitest";
import { memory, setting, size, threads, wholeNumber } from "./flags.ts";

test.each([
  ["64MB", 64_000_000],
  ["64mb", 64_000_000],
  ["16 MiB", 16_777_216],
  ["1.5GB", 1_500_000_000],
  ["1000000", 1_000_000],
  ["1kb", 1000],
])("%s is %i bytes", (given, bytes) => {
  expect(size(given)).toBe(bytes);
});

test.each(["", "MB", "-1MB", "64 M B", "64MX", "0", "0.0001b", "1e9", "NaN"])("%j is no size", (given) => {
  expect(() => size(given)).toThrow("it takes a size");
});

test("memory is given on as it was typed", () => {
  expect(memory(" 2GB ")).toBe("2GB");
  expect(() => memory("lots")).toThrow("it takes a size");
});

test("a whole number is one from 1 on", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (value) => {
      expect(wholeNumber(String(value))).toBe(value);
    }),
  );
  for (const given of ["0", "-1", "1.5", "1e3", "", "x", "9999999999"]) {
    expect(() => wholeNumber(given)).toThrow("whole number");
  }
});

test("a setting's value may hold anything", () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(setting(`since=${value}`)).toEqual({ key: "since", value });
    }),
  );
  for (const given of ["since", "=x", "1a=x", "a b=x"]) expect(() => setting(given)).toThrow("key=value");
});

test.each(["1", "8", "1024"])("%s is a number of threads", (given) => {
  expect(threads(given)).toBe(Number(given));
});

test.each(["0", "1025", "99999", "1.5", "many"])("%s is no number of threads", (given) => {
  expect(() => threads(given)).toThrow("a whole number from 1 to 1024");
});
