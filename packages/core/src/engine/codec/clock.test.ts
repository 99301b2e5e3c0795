import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MICROS_A_DAY, parseTime, timeText } from "./clock.ts";

test("every time of a day comes back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MICROS_A_DAY }), (micros) => {
      expect(parseTime(timeText(micros))).toBe(micros);
    }),
  );
});

test.each([
  [0, "00:00:00"],
  [1, "00:00:00.000001"],
  [250_000, "00:00:00.250"],
  [32_700_000_000, "09:05:00"],
  [MICROS_A_DAY - 1, "23:59:59.999999"],
  [MICROS_A_DAY, "24:00:00"],
])("%i microseconds are %s", (micros, text) => expect(timeText(micros)).toBe(text));

test.each([
  ["09:05", 32_700_000_000],
  ["09:05:00.5", 32_700_500_000],
  ["09:05:00.1234", 32_700_123_400],
])("%s is a time", (text, micros) => expect(parseTime(text)).toBe(micros));

test.each([
  "24:00:01",
  "25:00:00",
  "09:60:00",
  "09:05:60",
  "09:05:00.",
  "09:05:00.1234567",
  "9:05:00",
  "09-05-00",
  "09:05:0",
  "09:05:00Z",
  "09:05:00,5",
  "",
])("%j is none", (text) => expect(parseTime(text)).toBeUndefined());
