import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateText, parseDate } from "./calendar.ts";

const DAY_MS = 86_400_000;
// As far as the engine's dates reach: years -290307 and 294246 for timestamps, 5.8 million for dates.
const anyDay = fc.integer({ min: -(2 ** 31) + 2, max: 2 ** 31 - 2 });
const dayOfDate = fc.integer({ min: -99_999_999, max: 99_999_999 });

describe("dateText", () => {
  test("is what a Date says, as far as Dates reach", () => {
    fc.assert(
      fc.property(dayOfDate, (day) => {
        expect(dateText(day)).toBe(new Date(day * DAY_MS).toISOString().split("T")[0]);
      }),
    );
  });

  test.each([
    [0, "1970-01-01"],
    [-1, "1969-12-31"],
    [19_782, "2024-02-29"],
    [-719_528, "0000-01-01"],
    [-719_529, "-000001-12-31"],
    [2_932_896, "9999-12-31"],
    [2_932_897, "+010000-01-01"],
    [-683_003, "0100-01-01"],
  ])("of day %i is %s", (day, text) => {
    expect(dateText(day)).toBe(text);
    expect(dateText(day)).toBe(text);
  });
});

describe("parseDate", () => {
  test("reads every date that dateText writes", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(parseDate(dateText(day))).toBe(day);
      }),
    );
  });

  test.each([
    "2023-02-29",
    "1900-02-29",
    "2024-04-31",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "2024-1-1",
    "24-01-01",
    "2024/01/01",
    "2024-01-01 ",
    "x024-01-01",
    "10000-01-01",
    "20240101",
    "",
    "2024-01-0a",
  ])("refuses %j", (text) => expect(parseDate(text)).toBeUndefined());

  test("never throws, and what it takes is a date of the same day", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 14 }), (text) => {
        const day = parseDate(text);
        if (day !== undefined) expect(parseDate(dateText(day))).toBe(day);
      }),
    );
  });
});
