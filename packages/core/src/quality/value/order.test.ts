import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/column.ts";
import { compare, keyOf, orderable } from "./order.ts";

const DECIMAL: ColumnType = { kind: "decimal", precision: 12, scale: 2 };
const INSTANT: ColumnType = { kind: "timestamptz", js: "text" };

function order(type: ColumnType | ColumnType["kind"], a: unknown, b: unknown): number | null {
  const of = (value: unknown) =>
    orderable((typeof type === "string" ? { kind: type } : type) as ColumnType, value);
  const [one, other] = [of(a), of(b)];
  return one === null || other === null ? null : Math.sign(compare(one, other));
}

describe("values compare as in the engine", () => {
  test("numbers and bigints with each other, exactly", () => {
    expect(order("int64", 2n ** 53n + 1n, 2 ** 53)).toBe(1);
    expect(order("int", 3, 3n)).toBe(0);
    expect(order("double", 0.5, 1)).toBe(-1);
  });
  test("NaN is above all, and is itself", () => {
    expect(order("double", Number.NaN, Number.POSITIVE_INFINITY)).toBe(1);
    expect(order("double", Number.NaN, Number.NaN)).toBe(0);
    expect(order("double", 1, Number.NaN)).toBe(-1);
  });
  test("a float of 32 bits is what is left of the number", () => {
    expect(order("float32", 0.1, 0.10000000149011612)).toBe(0);
  });
  test("decimals by value", () => {
    expect(order(DECIMAL, "1.5", "1.50")).toBe(0);
    expect(order(DECIMAL, "-0", "0")).toBe(0);
    expect(order(DECIMAL, "10", "9.99")).toBe(1);
    expect(order(DECIMAL, "-10", "9.99")).toBe(-1);
    expect(order(DECIMAL, "12345678901234567890123456.78", "12345678901234567890123456.77")).toBe(1);
  });
  test("texts by code points, not by UTF-16 units", () => {
    expect(order("text", "😀", "\uffff")).toBe(1);
    expect(order("text", "B", "a")).toBe(-1);
    expect(order("text", "a", "ab")).toBe(-1);
  });
  test("dates, also of the year 99", () => {
    expect(order("date", "0099-12-31", "0100-01-01")).toBe(-1);
    expect(order("date", "0099-01-01", "1999-01-01")).toBe(-1);
  });
  test("times and instants to the microsecond", () => {
    expect(order("time", "12:00:00.000001", "12:00")).toBe(1);
    expect(order("timestamp", "2024-01-01T00:00:00", "2024-01-01 00:00:00.000000")).toBe(0);
    expect(order(INSTANT, "2024-01-01T00:00:00+02:00", "2023-12-31T22:00:00Z")).toBe(0);
    expect(order(INSTANT, "2024-01-01 00:00:00-0130", "2024-01-01T01:30:00Z")).toBe(0);
    expect(order(INSTANT, new Date("2024-01-01T00:00:00Z"), "2024-01-01T00:00:00.000001Z")).toBe(-1);
  });
  test("UUIDs in any case; false before true", () => {
    expect(order("uuid", "AB", "ab")).toBe(0);
    expect(order("boolean", false, true)).toBe(-1);
  });
});

describe("what is no value of the type has no order", () => {
  test.each<[ColumnType | ColumnType["kind"], unknown]>([
    ["int", "1"],
    ["text", 1],
    ["boolean", 1],
    ["date", "2024-02-30"],
    ["date", "2024-2-1"],
    ["date", new Date()],
    ["time", "24:00:00"],
    ["time", "12:60"],
    ["timestamp", "2024-01-01T00:00:00Z"],
    [INSTANT, "2024-01-01T00:00:00"],
    [INSTANT, new Date(Number.NaN)],
    [DECIMAL, "1e3"],
    [DECIMAL, "."],
    [DECIMAL, 1.5],
    ["json", "{}"],
    ["bytes", new Uint8Array()],
  ])("%j: %s", (type, value) => {
    expect(order(type, value, value)).toBeNull();
  });
});

describe("properties", () => {
  const instants = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });

  test("instants compare as their Dates do", () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(order(INSTANT, a.toISOString(), b.toISOString())).toBe(Math.sign(a.getTime() - b.getTime()));
      }),
    );
  });

  test("decimals compare as the integers that they are made of", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        expect(order(DECIMAL, (a / 100).toFixed(2), (b / 100).toFixed(2))).toBe(Math.sign(a - b));
      }),
    );
  });

  test("values have the same key where neither comes first", () => {
    const decimals = fc
      .tuple(fc.integer({ min: -20, max: 20 }), fc.nat(3))
      .map(([n, digits]) => (n / 10).toFixed(digits + 1));
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(keyOf(DECIMAL, a) === keyOf(DECIMAL, b)).toBe(order(DECIMAL, a, b) === 0);
      }),
    );
    expect(keyOf({ kind: "int" }, 1)).toBe(keyOf({ kind: "int64" }, 1n));
    expect(keyOf({ kind: "double" }, -0)).toBe(keyOf({ kind: "double" }, 0));
    expect(keyOf({ kind: "json" }, {})).toBeNull();
  });
});
