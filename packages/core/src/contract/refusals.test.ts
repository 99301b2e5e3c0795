import { describe, expect, test } from "vitest";
import * as z from "zod";
import { refusal } from "../pipeline/testing/refusal.ts";
import { rowContract } from "./row-contract.ts";
import { decimal } from "./types/decimal.ts";

const refused = (price: z.ZodType) => refusal(() => rowContract(z.object({ price })));

describe("refused with its path and what to write instead", () => {
  const cases: readonly (readonly [string, z.ZodType, RegExp])[] = [
    [
      "a union",
      z.union([z.string(), z.int()]),
      /^contract\.type: row\.price: z\.union\(\).*\(row\.price\).*\.nullable\(\)/,
    ],
    ["any", z.any(), /z\.any\(\).*z\.json\(\)/],
    ["unknown", z.unknown(), /z\.unknown\(\).*z\.json\(\)/],
    ["a map", z.map(z.string(), z.int()), /z\.record/],
    ["a set", z.set(z.string()), /z\.array/],
    ["a symbol", z.symbol(), /z\.symbol\(\).*write one of/],
    ["NaN", z.nan(), /z\.nan\(\)/],
    ["a lazy type", z.lazy(() => z.string()), /the type itself/],
    ["a bigint of any width", z.bigint(), /z\.bigint\(\).*z\.int64\(\)/],
    ["z.uint64()", z.uint64(), /decimal\(20, 0\)/],
    ["z.uint32()", z.uint32(), /z\.int\(\)\.min\(0\)\.max\(4294967295\)/],
    ["a transform", z.string().transform(Number), /conversion.*\.rows\(\) step/],
    ["a pipe", z.string().pipe(z.string()), /conversion/],
    ["preprocess", z.preprocess(String, z.string()), /conversion/],
    ["a codec", z.stringbool(), /conversion/],
    ["catch", z.string().catch("x"), /\.catch\(\).*\.correct/],
    ["prefault", z.string().prefault("x"), /\.default\(\)/],
    ["coerced numbers", z.coerce.number(), /z\.coerce\.number\(\).*0 of ''.*write z\.number\(\)/],
    ["coerced texts", z.coerce.string(), /z\.coerce\.string\(\)/],
    ["a refinement", z.string().refine((text) => text !== ""), /rows\.satisfies.*\.rows\(\) step/],
    ["a refinement of bytes", z.custom<string>(() => true), /rows\.satisfies/],
    ["trim", z.string().trim(), /\.correct\(\(\{ price \}\) => \[price\.set\("trim\(price\)"\)\]\)/],
    ["toUpperCase", z.string().toUpperCase(), /\.correct/],
    ["numbers in a literal", z.literal([1, 2]), /no text.*z\.int\(\)/],
    ["null in a literal", z.literal(["a", null]), /\.nullable\(\)/],
    ["numbers in an enum", z.enum({ A: 1 }), /no text/],
    ["one version of UUIDs", z.uuidv4(), /version v4.*rows\.satisfies/],
    ["a precision", z.iso.time({ precision: 3 }), /precision of 3.*leave precision out/],
    ["both kinds of time", z.iso.datetime({ offset: true, local: true }), /one of the two/],
    ["lengths of a date", z.iso.date().min(3), /a rule of texts on date.*between/],
    [
      "lengths of a decimal",
      z.stringFormat("decimal(5, 2)", /./).max(3),
      /a rule of texts on decimal\(5, 2\)/,
    ],
    ["a URL", z.url(), /the format url.*regex/],
    ["a token", z.jwt(), /the format jwt/],
    ["includes from a position", z.string().includes("a", { position: 2 }), /from a position/],
    ["a step that floats", z.number().multipleOf(0.01), /no exact form.*decimal\(18, 2\)/],
    ["a rule outside of nullable", z.string().nullable().refine(Boolean), /after \.nullable\(\)/],
  ];
  test.each(cases)("%s", (_, type, expected) => {
    expect(refused(type)).toMatch(expected);
  });
});

describe("inside JSON", () => {
  const inside = (type: z.ZodType) => refusal(() => rowContract(z.object({ address: z.array(type) })));

  test.each([
    ["dates", z.date(), /^contract\.type: row\.address\.0: z\.date\(\) inside JSON.*z\.iso\.datetime/],
    ["bigints", z.int64(), /row\.address\.0: z\.bigint\(\).*z\.string\(\)/],
    ["rules", z.string().max(3), /row\.address\.0: a rule inside JSON.*json_array_length\(address\)/],
    ["formats", z.email(), /a rule inside JSON/],
    ["coercion", z.coerce.number(), /a rule inside JSON/],
    ["maps", z.map(z.string(), z.string()), /z\.map\(\) inside JSON/],
    ["transforms", z.object({ zip: z.string().transform(Number) }), /row\.address\.0\.zip: z\.pipe\(\)/],
    ["values of records", z.record(z.string(), z.date()), /row\.address\.0\.\*: z\.date\(\)/],
    ["parts of tuples", z.tuple([z.int(), z.date()]), /row\.address\.0\.1: z\.date\(\)/],
    ["what a union holds", z.union([z.int(), z.date()]).nullable(), /row\.address\.0: z\.date\(\)/],
  ])("%s", (_, type, expected) => {
    expect(inside(type)).toMatch(expected);
  });
});

describe("patterns that the engine cannot do", () => {
  test.each([
    ["lookahead", /^(?=a)b/, /lookahead/],
    ["backreference", /(a)\1/, /backreference/],
  ])("%s, with the path", (_, pattern, expected) => {
    expect(refused(z.string().regex(pattern))).toMatch(/^check\.pattern: .* \(row\.price\)/);
    expect(refused(z.string().regex(pattern))).toMatch(expected);
  });
});

describe("the row itself", () => {
  const row = z.object({ id: z.int() });
  test("names its columns, and says nothing of others", () => {
    expect(refusal(() => rowContract(z.strictObject({ id: z.int() })))).toMatch(/row: z\.strictObject\(\)/);
    expect(refusal(() => rowContract(z.looseObject({ id: z.int() })))).toMatch(/row: z\.looseObject/);
    expect(refusal(() => rowContract(row.catchall(z.string())))).toMatch(/\.catchall\(\)/);
  });
  test("has no rules in JavaScript", () => {
    expect(refusal(() => rowContract(row.refine(({ id }) => id > 0)))).toMatch(
      /row: a refinement.*rows\.satisfies/,
    );
  });
  test("is an object", () => {
    expect(refusal(() => rowContract(z.array(row) as unknown as typeof row))).toMatch(
      /row: z\.array\(\).*z\.object/,
    );
  });
});

describe("what is no zod type", () => {
  test.each([[undefined], ["int"], [{ type: "int" }]])("%j", (type) => {
    expect(refused(type as unknown as z.ZodType)).toMatch(/row\.price: .*zod's types, version 4.*z\.object/);
    expect(refusal(() => rowContract(type as unknown as z.ZodObject))).toMatch(/^contract\.type: row: /);
  });
});

describe("decimal", () => {
  test.each([
    [0, 0],
    [39, 0],
    [5, 6],
    [5, -1],
    [1.5, 0],
  ])("(%d, %d) is no type", (precision, scale) => {
    expect(refusal(() => decimal(precision, scale))).toMatch(/^contract\.decimal: .* decimal\(12, 2\)/);
  });
  test("knows what fits", () => {
    const fits = (text: string) => decimal(5, 2).safeParse(text).success;
    expect(["1", "-999.99", "+0.5", ".5", "5.", "00012.3400"].filter((text) => !fits(text))).toEqual([]);
    expect(["", "-", ".", "1000", "0.001", "1e2", "1,5", " 1"].filter(fits)).toEqual([]);
  });
});
