import fc from "fast-check";
import { expect, test } from "vitest";
import { bytes, clock, count, duration, plural, rate } from "./numbers.ts";

test("counts are grouped as en-US groups them", () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (value) => {
      expect(count(value)).toBe(value.toLocaleString("en-US"));
    }),
  );
});

test("one is one", () => {
  expect(plural(1, "row")).toBe("1 row");
  expect(plural(0, "row")).toBe("0 rows");
  expect(plural(2_000, "query", "queries")).toBe("2,000 queries");
});

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [1000, "1.0 s"],
  [59_949, "59.9 s"],
  [59_950, "1 min 00 s"],
  [125_000, "2 min 05 s"],
  [3_600_000, "1 h 00 min"],
  [11_220_000, "3 h 07 min"],
])("%i ms is %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test("a clock counts up", () => {
  expect(clock(0)).toBe("0:00");
  expect(clock(7_999)).toBe("0:07");
  expect(clock(750_000)).toBe("12:30");
});

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1.0 kB"],
  [999_499, "999 kB"],
  [999_500, "1.0 MB"],
  [1_234_567_890, "1.2 GB"],
])("%i bytes are %s", (value, text) => {
  expect(bytes(value)).toBe(text);
});

test("a rate needs time", () => {
  expect(rate(1000, 0)).toBeNull();
  expect(rate(0, 1000)).toBeNull();
  expect(rate(940, 1000)).toBe("940/s");
  expect(rate(1_200_000, 1000)).toBe("1.2 M/s");
});
