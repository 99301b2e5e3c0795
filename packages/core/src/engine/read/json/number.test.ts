import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberText, parseExact } from "./exact-json.ts";
import { topLevelKeys } from "./keys.ts";
import { withoutExponent } from "./number.ts";

describe("a number without its exponent", () => {
  test.each([
    ["1e3", "1000"],
    ["-1.50e1", "-15.0"],
    ["1.5e-3", "0.0015"],
    ["12e-2", "0.12"],
    ["0e5", "000000"],
    ["1.25", "1.25"],
    ["1e1000", "1e1000"],
  ])("%s", (source, expected) => {
    expect(withoutExponent(source)).toBe(expected);
  });

  test("is the same number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const source = value.toExponential();
        expect(Number(withoutExponent(source))).toBe(Number(source));
      }),
    );
  });
});

describe("JSON with the digits it was written with", () => {
  test("numbers anywhere", () => {
    const parsed = parseExact('{"a": 1.50, "b": [12345678901234567890.1]}') as Record<string, unknown>;
    expect(numberText(parsed.a)).toBe("1.50");
    expect(numberText("1.50")).toBeNull();
    expect(JSON.stringify(parsed)).toBe('{"a":1.50,"b":[12345678901234567890.1]}');
  });
});

describe("the keys of an object", () => {
  test("also those that are there twice, and none from within", () => {
    expect(topLevelKeys('{"a": {"b": 1, "c": [",", {"d": 2}]}, "a\\"": "x: {", "a": 3}')).toEqual([
      "a",
      'a"',
      "a",
    ]);
  });

  test("are those that JSON knows", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        expect([...topLevelKeys(JSON.stringify(object))].sort()).toEqual(Object.keys(object).sort());
      }),
    );
  });
});
