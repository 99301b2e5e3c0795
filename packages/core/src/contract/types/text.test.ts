import { describe, expect, test } from "vitest";
import * as z from "zod";
import { refusal } from "../../pipeline/testing/refusal.ts";
import { typeOf } from "./column-type.ts";

const typed = (type: z.ZodType) => typeOf(type, "row.t");

describe("a format that is a type", () => {
  test.each([
    ["z.string().uuid()", z.string().check(z.uuid()), "uuid"],
    ["z.string() with a date", z.string().check(z.iso.date()), "date"],
    ["z.string() with a time", z.string().check(z.iso.time()), "time"],
  ])("counts wherever it was said: %s", (_, type, kind) => {
    expect(typed(type)).toEqual({ type: { kind }, rules: [] });
  });

  test.each([
    ["a length", z.uuid().max(36)],
    ["a pattern", z.iso.date().regex(/^2/)],
    ["a beginning", z.iso.datetime({ local: true }).startsWith("2")],
    ["a second type", z.string().check(z.iso.date(), z.uuid())],
  ])("takes no rule of texts: %s", (_, type) => {
    expect(refusal(() => typed(type))).toMatch(/^contract\.type: row\.t: a rule of texts on/);
  });
});

describe("plain text", () => {
  test("knows the most characters that it may have", () => {
    expect(typed(z.string().max(9).max(5)).type).toEqual({ kind: "text", maxLength: 5 });
    expect(typed(z.string().length(3)).type).toEqual({ kind: "text", maxLength: 3 });
    expect(typed(z.string().min(3)).type).toEqual({ kind: "text" });
    expect(typed(z.email().max(254)).type).toEqual({ kind: "text", maxLength: 254 });
    expect(typed(z.enum(["a", "😀😀"])).type).toEqual({ kind: "text", maxLength: 2 });
  });

  test("has its length first, then its patterns in their order", () => {
    const { rules } = typed(z.string().regex(/b/).max(5).endsWith("a").min(1));
    expect(rules).toEqual([
      { rule: "length", low: 1, high: 5 },
      { rule: "matches", pattern: "b", flags: "" },
      { rule: "matches", pattern: "a$", flags: "" },
    ]);
  });

  test.each([
    ["cuid2", z.cuid2()],
    ["nanoid", z.nanoid()],
    ["ipv6", z.ipv6()],
    ["cidrv4", z.cidrv4()],
    ["ksuid", z.ksuid()],
    ["xid", z.xid()],
    ["mac", z.mac()],
    ["hex", z.hex()],
    ["email", z.email()],
    ["email as browsers take it", z.email({ pattern: z.regexes.html5Email })],
  ])("the format %s is one pattern, which JavaScript reads as it is kept", (_, type) => {
    const { rules } = typed(type);
    expect(rules).toMatchObject([{ rule: "matches", flags: "" }]);
    const [rule] = rules;
    expect(() => rule?.rule === "matches" && new RegExp(rule.pattern, "u")).not.toThrow();
  });

  test.each([
    ["hostname", z.hostname()],
    ["emoji", z.emoji()],
    ["duration", z.iso.duration()],
    ["own test", z.stringFormat("even", (text) => text.length % 2 === 0)],
  ])("the format %s is tested by code, or by what the engine lacks", (_, type) => {
    expect(refusal(() => typed(type))).toMatch(/row\.t: the format .*regex/);
  });
});

describe("values", () => {
  test("of an object", () => {
    expect(typed(z.enum({ Red: "r", Green: "g" })).rules).toEqual([{ rule: "oneOf", values: ["r", "g"] }]);
  });
  test("of a TypeScript enum of numbers are no texts", () => {
    const Color = { Red: 0, Green: 1, 0: "Red", 1: "Green" } as const;
    expect(refusal(() => typed(z.enum(Color)))).toMatch(/z\.enum\(\) with a value that is no text/);
  });
  test("that were taken out or picked are those that are left", () => {
    const grades = z.enum(["a", "b", "c"]);
    expect(typed(grades.exclude(["b"])).rules).toEqual([{ rule: "oneOf", values: ["a", "c"] }]);
    expect(typed(grades.extract(["b"])).type).toEqual({ kind: "text", maxLength: 1 });
  });
});
