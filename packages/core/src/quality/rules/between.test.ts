import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column, ColumnType } from "../../contract/column.ts";
import { refusal } from "../../pipeline/testing/refusal.ts";
import { rowFails } from "../evaluate.ts";
import { between } from "./between.ts";
import { length } from "./length.ts";
import { oneOf } from "./one-of.ts";

const columnOf = (type: ColumnType): Column => ({ name: "v", type, nullable: true });
const INT = columnOf({ kind: "int" });
const INSTANT = columnOf({ kind: "timestamptz", js: "date" });

const fails = (column: Column, rule: ReturnType<typeof between>, v: unknown) =>
  rowFails(
    { id: "v.rule", column: "v", severity: "reject", implied: false, ...rule },
    { v },
    { columns: [column], runTime: 0, lookupValues: () => new Set() },
  );

describe("between", () => {
  test("holds from the low to the high bound, both included", () => {
    const n = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(n, n, n, (a, b, v) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(fails(INT, between(INT, low, high, "here"), v)).toBe(v < low || v > high);
        expect(fails(INT, between(INT, low, null, "here"), v)).toBe(v < low);
        expect(fails(INT, between(INT, null, high, "here"), v)).toBe(v > high);
      }),
    );
  });

  test("is refused exactly where the low bound is above the high one", () => {
    const decimal = columnOf({ kind: "decimal", precision: 9, scale: 2 });
    const cents = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const define = () => between(decimal, (a / 100).toFixed(2), (b / 100).toFixed(3), "here");
        if (a > b) expect(refusal(define)).toMatch(/^check\.between: no v lies between/);
        else expect(define()).toMatchObject({ rule: "between" });
      }),
    );
  });

  test("takes an instant as a Date or as text, and keeps text", () => {
    expect(between(INSTANT, new Date(0), "1970-01-02T00:00:00+01:00", "here")).toEqual({
      rule: "between",
      low: "1970-01-01T00:00:00.000Z",
      high: "1970-01-02T00:00:00+01:00",
    });
    expect(fails(INSTANT, between(INSTANT, new Date(0), null, "here"), new Date(-1))).toBe(true);
  });

  test.each([
    ["text for a number", INT, "1"],
    ["a Date for a number", INT, new Date(0)],
    ["text without an offset for an instant", INSTANT, "2024-01-01T00:00:00"],
    ["nothing", INT, undefined],
  ])("refuses %s", (_, column, bound) => {
    expect(refusal(() => between(column, bound, null, "here"))).toMatch(/^check\.value: .* is no value of v/);
  });
});

describe("oneOf", () => {
  test("holds for the values, and for no others", () => {
    const n = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.array(n, { minLength: 1 }), n, (values, v) => {
        expect(fails(INT, oneOf(INT, values, "here"), v)).toBe(!values.includes(v));
      }),
    );
  });

  test("keeps a Date as text in UTC", () => {
    expect(oneOf(INSTANT, [new Date(0)], "here")).toEqual({
      rule: "oneOf",
      values: ["1970-01-01T00:00:00.000Z"],
    });
  });

  test("needs a list", () => {
    expect(refusal(() => oneOf(INT, 5 as never, "here"))).toMatch(/^check\.one-of/);
  });
});

describe("length", () => {
  const TEXT = columnOf({ kind: "text" });
  test("holds for as many characters", () => {
    const text = fc.array(fc.constantFrom("a", "😀", "é"), { maxLength: 5 });
    fc.assert(
      fc.property(text, fc.nat(5), fc.option(fc.nat(5)), (characters, low, more) => {
        const rule = length(TEXT, low, more === null ? null : low + more, "here");
        const inside = characters.length >= low && (more === null || characters.length <= low + more);
        expect(fails(TEXT, rule, characters.join(""))).toBe(!inside);
      }),
    );
  });

  test("alone is exact", () => {
    expect(length(TEXT, 3, undefined, "here")).toEqual({ rule: "length", low: 3, high: 3 });
  });
});
