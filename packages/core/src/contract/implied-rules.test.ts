import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { refusal } from "../pipeline/testing/refusal.ts";
import { rowFails } from "../quality/evaluate.ts";
import { rowContract } from "./row-contract.ts";

const rulesOf = (type: z.ZodType) =>
  rowContract(z.object({ value: type.nullable() })).checks.map(
    ({ id: _, column: __, severity: ___, implied: ____, ...rule }) => rule,
  );

const passes = (type: z.ZodType, value: unknown): boolean => {
  const { columns, checks } = rowContract(z.object({ value: type }));
  const context = { columns, runTime: 0, lookupValues: () => new Set<string>() };
  return checks.every((check) => !rowFails(check, { value }, context));
};

describe("rules that a type implies", () => {
  test("bounds become one between of the narrowest", () => {
    expect(rulesOf(z.int().min(3).max(9).min(1))).toEqual([{ rule: "between", low: 3, high: 9 }]);
    expect(rulesOf(z.int().positive())).toEqual([{ rule: "between", low: 0, high: null, exclusive: "low" }]);
    expect(rulesOf(z.number().gt(0).lt(1))).toEqual([
      { rule: "between", low: 0, high: 1, exclusive: "both" },
    ]);
    expect(rulesOf(z.number().gte(0).lt(1))).toEqual([
      { rule: "between", low: 0, high: 1, exclusive: "high" },
    ]);
    expect(rulesOf(z.int().min(3).gt(3))).toEqual([
      { rule: "between", low: 3, high: null, exclusive: "low" },
    ]);
    expect(rulesOf(z.int64().max(2n ** 60n))).toEqual([{ rule: "between", low: null, high: 2n ** 60n }]);
    expect(rulesOf(z.number().min(Number.NEGATIVE_INFINITY))).toEqual([]);
  });

  test("bounds of dates are text in UTC", () => {
    expect(rulesOf(z.date().min(new Date("2020-01-01T00:00:00+01:00")))).toEqual([
      { rule: "between", low: "2019-12-31T23:00:00.000Z", high: null },
    ]);
  });

  test("multiples", () => {
    expect(rulesOf(z.int().multipleOf(5))).toEqual([{ rule: "multipleOf", of: 5 }]);
    expect(rulesOf(z.number().step(0.25))).toEqual([{ rule: "multipleOf", of: 0.25 }]);
    expect(rulesOf(z.int64().multipleOf(10n))).toEqual([{ rule: "multipleOf", of: "10" }]);
  });

  test("lengths become one length", () => {
    expect(rulesOf(z.string().min(1).max(5))).toEqual([{ rule: "length", low: 1, high: 5 }]);
    expect(rulesOf(z.string().length(3))).toEqual([{ rule: "length", low: 3, high: 3 }]);
    expect(rulesOf(z.string().nonempty())).toEqual([{ rule: "length", low: 1, high: null }]);
  });

  test("values", () => {
    expect(rulesOf(z.enum({ A: "a", B: "b" }))).toEqual([{ rule: "oneOf", values: ["a", "b"] }]);
    expect(rulesOf(z.literal(["a", "b"]))).toEqual([{ rule: "oneOf", values: ["a", "b"] }]);
  });

  test("parts of texts, taken literally", () => {
    expect(rulesOf(z.string().startsWith("a.b").endsWith("$").includes("(-)"))).toEqual([
      { rule: "matches", pattern: "^a\\.b", flags: "" },
      { rule: "matches", pattern: "\\$$", flags: "" },
      { rule: "matches", pattern: "\\(-\\)", flags: "" },
    ]);
  });

  test.each([
    ["email", z.email(), ["a.b+c@example.org"], ["a@b", ".a@example.org", "a b@example.org"]],
    ["ipv4", z.ipv4(), ["10.0.0.1"], ["10.0.0.256"]],
    ["ulid", z.ulid(), ["01ARZ3NDEKTSV4RRFFQ69G5FAV"], ["81ARZ3NDEKTSV4RRFFQ69G5FAV"]],
    ["e164", z.e164(), ["+491701234567"], ["0170"]],
    ["lower case", z.string().lowercase(), ["abc1"], ["aBc"]],
    ["own format", z.stringFormat("iata", /^[A-Z]{3}$/), ["AMS"], ["ams"]],
  ])("the format %s", (_, type, good, bad) => {
    for (const value of good) expect([value, passes(type, value)]).toEqual([value, true]);
    for (const value of bad) expect([value, passes(type, value)]).toEqual([value, false]);
  });

  test("a second one alike gets a number", () => {
    const { checks } = rowContract(z.object({ code: z.string().regex(/a/).regex(/b/).nullable() }));
    expect(checks.map(({ id }) => id)).toEqual(["code.matches", "code.matches#2"]);
  });
});

describe("say what zod says", () => {
  const agree = (type: z.ZodType, values: fc.Arbitrary<unknown>) =>
    fc.assert(
      fc.property(values, (value) => {
        expect(passes(type, value)).toBe(type.safeParse(value).success);
      }),
    );

  test("of integers", () => {
    agree(z.int().min(-3).lt(4).multipleOf(2), fc.integer({ min: -6, max: 6 }));
    agree(
      z
        .int64()
        .gt(2n ** 53n)
        .max(2n ** 53n + 4n),
      fc.bigInt({ min: 2n ** 53n - 1n, max: 2n ** 53n + 6n }),
    );
  });
  test("of numbers", () => {
    agree(z.number().gt(-1).max(1), fc.double({ min: -2, max: 2, noNaN: true }));
  });
  test("of texts", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "B", "=", "/", "-", "\n", "é"), maxLength: 9 });
    for (const type of [
      z.string().min(2).max(4),
      z.string().startsWith("a"),
      z.string().endsWith("-"),
      z.string().includes("B="),
    ]) {
      agree(type, texts);
    }
    agree(z.base64(), fc.string({ unit: fc.constantFrom("a", "=", "/", "-"), maxLength: 9 }));
    agree(z.base64url(), fc.string({ unit: fc.constantFrom("a", "-", "_", "="), maxLength: 9 }));
  });
  test("of dates", () => {
    const [low, high] = [new Date("2020-01-01"), new Date("2021-01-01")];
    agree(
      z.date().min(low).max(high),
      fc.date({ min: new Date("2019-12-30"), max: new Date("2021-01-03"), noInvalidDate: true }),
    );
  });
});

describe("rules that can never hold", () => {
  test.each([
    ["a range", z.int().min(5).max(1), /a range from 5 to 1 .* no value lies in it/],
    ["an open range", z.int().gt(1).lt(1), /a range from 1 to 1/],
    ["a length", z.string().min(5).max(1), /a length from 5 to 1/],
    ["a step of 0", z.int().multipleOf(0), /nothing is a multiple/],
    ["NaN", z.number().min(Number.NaN), /the bound NaN/],
  ])("%s", (_, type, expected) => {
    expect(refusal(() => rulesOf(type))).toMatch(expected);
  });
});
