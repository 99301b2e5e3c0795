import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accepts, refusalOf } from "./testing.ts";

describe("numeric", () => {
  test.each([
    [["=", 301.8], 301.8, true],
    [["=", 301.8], 301.80001, false],
    [["=", 0], -0, true],
    [["<", 10], 9, true],
    [["<", 10], 10, false],
    [["<=", 10], 10, true],
    [[">", 0], 0, false],
    [[">", 0], 1e-9, true],
    [[">=", 0], 0, true],
    [[">", -5], -4.5, true],
    [[">", 0, "<=", 5], 0, false],
    [[">", 0, "<=", 5], 5, true],
    [[">=", 0, "<", 5], 0, true],
    [[">=", 0, "<", 5], 5, false],
    [[">", 1e9], 6e9, true],
    [["<=", 5e9], 5e9, true],
    [[">=", -5e9], -5e9, true],
  ])("%j of %j: %s", (numeric, value, expected) => expect(accepts([{ numeric }], value)).toBe(expected));

  test.each([["5"], [null], [true], [""], [{ n: 5 }]])("no number: %j", (value) => {
    expect(accepts([{ numeric: ["<", 100] }], value)).toBe(false);
  });

  test("any number in a list of numbers", () => {
    expect(accepts([{ numeric: [">", 10] }], [1, "20", 20])).toBe(true);
    expect(accepts([{ numeric: [">", 10] }], [1, "20"])).toBe(false);
  });

  test("a sign without a number is shown with one", () => {
    expect(refusalOf({ numeric: [">"] }).message).toBe(
      "the event pattern is not valid at field: `numeric` needs an operator and a number, or two of each, " +
        'got [">"]; write e.g. {"numeric": [">", 0]}',
    );
  });

  test.each([
    [10, "needs an operator and a number", 'write e.g. {"numeric": ["=", 10]}'],
    [[], "needs an operator and a number", 'write e.g. {"numeric": [">", 0]}'],
    [[">", 0, "<"], "needs an operator and a number", 'write e.g. {"numeric": [">", 0]}'],
    [[">", 0, "<", 5, "=", 3], "needs an operator and a number", 'write e.g. {"numeric": [">", 0]}'],
    [["!=", 7], 'knows =, <, <=, > and >=, got "!="', 'write {"anything-but": 7}'],
    [["==", 7], 'knows =, <, <=, > and >=, got "=="', 'write e.g. {"numeric": [">", 0]}'],
    [[0, ">"], "knows =, <, <=, > and >=, got 0", 'write e.g. {"numeric": [">", 0]}'],
    [[">", "5"], 'needs a number after ">", got "5"', 'write e.g. {"numeric": [">", 5]}'],
    [[">", null], 'needs a number after ">", got null', 'write e.g. {"numeric": [">", 0]}'],
    [[">", Number.NaN], 'needs a number after ">", got NaN', 'write e.g. {"numeric": [">", 0]}'],
    [[">", 6e9], "works from -5e9 to 5e9, got 6000000000", "write a number within them"],
    [["<", -6e9], "works from -5e9 to 5e9, got -6000000000", "write a number within them"],
    [["<", 10, ">", 0], "a range", 'write {"numeric": [">",0,"<",10]}'],
    [[">", 0, ">", 0], "a range", 'write e.g. {"numeric": [">", 0, "<=", 5]}'],
    [["=", 5, "<", 10], "a range", 'write e.g. {"numeric": [">", 0, "<=", 5]}'],
    [[">=", 5, "<=", 5], "must be below the upper bound", 'write {"numeric": ["=", 5]}'],
    [[">", 5, "<", 1], "must be below the upper bound", 'write e.g. {"numeric": [">", 0, "<=", 5]}'],
  ])("refuses %j", (operand, reason, next) => {
    const refused = refusalOf({ numeric: operand });
    expect(refused.path).toBe("field");
    expect(refused.reason).toContain(reason);
    expect(refused.next).toContain(next);
  });

  test("a range is both its bounds", () => {
    const number = fc.integer({ min: -10, max: 10 });
    const above = fc.constantFrom(">", ">=");
    const below = fc.constantFrom("<", "<=");
    fc.assert(
      fc.property(number, number, above, below, number, (a, b, lower, upper, value) => {
        fc.pre(a < b);
        const both = accepts([{ numeric: [lower, a] }], value) && accepts([{ numeric: [upper, b] }], value);
        expect(accepts([{ numeric: [lower, a, upper, b] }], value)).toBe(both);
      }),
    );
  });

  test("of =, < and > exactly one holds", () => {
    const number = fc.double({ min: -5e9, max: 5e9, noNaN: true });
    fc.assert(
      fc.property(number, number, (limit, value) => {
        const holding = ["=", "<", ">"].filter((sign) => accepts([{ numeric: [sign, limit] }], value));
        expect(holding).toHaveLength(1);
      }),
    );
  });
});
