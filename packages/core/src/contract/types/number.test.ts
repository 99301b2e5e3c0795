import { describe, expect, test } from "vitest";
import * as z from "zod";
import { refusal } from "../../pipeline/testing/refusal.ts";
import { typeOf } from "./column-type.ts";
import { decimalType } from "./decimal.ts";

const kind = (type: z.ZodType) => typeOf(type, "row.n").type.kind;

describe("the narrowest form that was asked for", () => {
  test.each([
    ["a whole number that is also small", z.int().check(z.int32()), "int32"],
    ["a small one that is also whole", z.int32().int(), "int32"],
    ["a number that is whole", z.number().check(z.int()), "int"],
    ["a safe number", z.number().safe(), "int"],
    ["a finite number", z.number().finite(), "double"],
    ["a 64-bit integer by its check", z.bigint().check(z.int64()), "int64"],
  ])("%s", (_, type, expected) => {
    expect(kind(type)).toBe(expected);
  });
});

describe("steps", () => {
  const rules = (type: z.ZodType) => typeOf(type, "row.n").rules;

  test("that binary fractions hold exactly", () => {
    for (const step of [1, 2, 0.5, 0.25, 0.125, 1000, 1.5]) {
      expect(rules(z.number().multipleOf(step))).toEqual([{ rule: "multipleOf", of: step }]);
    }
  });

  test("and those that they do not", () => {
    for (const step of [0.1, 0.01, 0.3, 1.1]) {
      expect(refusal(() => rules(z.number().multipleOf(step)))).toMatch(
        /row\.n: \.multipleOf\(.*no exact form as a double/,
      );
    }
  });

  test("below 0, or none", () => {
    for (const step of [0, -1, Number.NaN]) {
      expect(refusal(() => rules(z.int().multipleOf(step)))).toMatch(/write a step above 0/);
    }
    expect(refusal(() => rules(z.int64().multipleOf(0n)))).toMatch(/write a step above 0/);
  });

  test("stand beside bounds", () => {
    expect(rules(z.int().min(0).multipleOf(5).multipleOf(2))).toEqual([
      { rule: "between", low: 0, high: null },
      { rule: "multipleOf", of: 5 },
      { rule: "multipleOf", of: 2 },
    ]);
  });
});

describe("decimals by the name of their format", () => {
  test("are found", () => {
    expect(decimalType("decimal(12, 2)")).toEqual({ kind: "decimal", precision: 12, scale: 2 });
    expect(decimalType("decimal(38, 0)")).toEqual({ kind: "decimal", precision: 38, scale: 0 });
  });
  test("and nothing else is", () => {
    expect(
      ["email", "decimal", "decimal(12,2)", "xdecimal(1, 0)", "decimal(1, 0)x"].map(decimalType),
    ).toEqual([null, null, null, null, null]);
  });
});
