import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateMicros, dateObjectMicros, timeMicros, timestampMicros } from "./instant.ts";

const DAY = 86_400_000_000n;

describe("dates", () => {
  test.each([
    ["1970-01-01", 0n],
    ["1970-01-02", DAY],
    ["1969-12-31", -DAY],
    ["2000-02-29", 11_016n * DAY],
    ["0001-01-01", -719_162n * DAY],
  ])("%s", (text, micros) => {
    expect(dateMicros(text)).toBe(micros);
  });

  test.each([
    "",
    "1970-1-1",
    "1970-13-01",
    "1970-00-10",
    "2023-02-29",
    "1970-01-32",
    "70-01-01",
    "1970/01/01",
    " 1970-01-01",
  ])("%j is none", (text) => {
    expect(dateMicros(text)).toBeNull();
  });
});

describe("times", () => {
  test.each([
    ["00:00", 0n],
    ["00:00:01", 1_000_000n],
    ["00:00:00.5", 500_000n],
    ["00:00:00.000001", 1n],
    ["00:00:00.0000019", 1n],
    ["23:59:59.999999", DAY - 1n],
  ])("%s", (text, micros) => {
    expect(timeMicros(text)).toBe(micros);
  });
  test.each(["", "24:00", "12", "12:60", "12:00:60", "1:00", "12:00:00.", "12:00Z"])("%j is none", (text) => {
    expect(timeMicros(text)).toBeNull();
  });
});

describe("timestamps", () => {
  test("with an offset, or without one, never the other way round", () => {
    expect(timestampMicros("1970-01-01T00:00:00Z", "required")).toBe(0n);
    expect(timestampMicros("1970-01-01T00:00:00", "required")).toBeNull();
    expect(timestampMicros("1970-01-01T00:00:00", "none")).toBe(0n);
    expect(timestampMicros("1970-01-01T00:00:00Z", "none")).toBeNull();
  });

  test.each([
    ["1970-01-01T02:00:00+02:00", 0n],
    ["1970-01-01 02:00:00+02", 0n],
    ["1970-01-01 02:00:00+0200", 0n],
    ["1969-12-31T18:30:00-05:30", 0n],
    ["1970-01-01t00:00:00.000001z", 1n],
  ])("%s", (text, micros) => {
    expect(timestampMicros(text, "required")).toBe(micros);
  });

  test.each([
    "1970-01-01",
    "1970-01-01T",
    "1970-01-01TZ",
    "1970-02-30T00:00:00Z",
    "1970-01-01T25:00:00Z",
    "now",
  ])("%j is none", (text) => {
    expect(timestampMicros(text, "required")).toBeNull();
  });
});

describe("properties", () => {
  const dates = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });

  test("an instant's text is the instant", () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(timestampMicros(date.toISOString(), "required")).toBe(dateObjectMicros(date));
        expect(timestampMicros(date.toISOString().slice(0, -1), "none")).toBe(dateObjectMicros(date));
      }),
    );
  });

  test("an offset moves it by as much", () => {
    const offset = fc.tuple(
      fc.constantFrom("+", "-"),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 59 }),
    );
    fc.assert(
      fc.property(dates, offset, (date, [sign, hours, minutes]) => {
        const local = date.toISOString().slice(0, -1);
        const pad = (n: number) => String(n).padStart(2, "0");
        const moved = BigInt((hours * 60 + minutes) * 60_000_000) * (sign === "+" ? -1n : 1n);
        const at = timestampMicros(`${local}${sign}${pad(hours)}:${pad(minutes)}`, "required");
        expect(at).toBe((dateObjectMicros(date) ?? 0n) + moved);
      }),
    );
  });
});

test("an invalid Date is no instant", () => {
  expect(dateObjectMicros(new Date(Number.NaN))).toBeNull();
});
