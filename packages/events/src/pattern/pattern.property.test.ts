import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern } from "./index.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Pattern = { [key: string]: Pattern | unknown[] };

const key = fc.constantFrom("a", "b", "c", "d");
const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom("", "x", "xy", "X", "*", "\\", "10.0.0.1"),
  fc.constantFrom(0, 1, -1.5, 300),
  fc.boolean(),
  fc.constant(null),
);
const { object, json } = fc.letrec<{ json: Json; object: { [key: string]: Json } }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    tie("object"),
    fc.array(tie("json"), { maxLength: 3 }),
  ),
  object: fc.dictionary(key, tie("json"), { maxKeys: 3 }),
}));
const event = object;

const entry = fc.oneof(
  scalar,
  fc.constantFrom<unknown>({ exists: true }, { exists: false }, { prefix: "x" }, { suffix: "y" }),
  fc.constantFrom<unknown>({ "equals-ignore-case": "x" }, { wildcard: "x*" }, { "anything-but": "x" }),
  fc.constantFrom<unknown>({ numeric: [">", 0] }, { numeric: [">=", 0, "<", 300] }, { cidr: "10.0.0.0/8" }),
);
const list = fc.array(entry, { minLength: 1, maxLength: 3 });
// Four of them in an $or stay below the limit of EventBridge.
const pattern: fc.Arbitrary<Pattern> = fc
  .letrec<{ pattern: Pattern }>((tie) => ({
    pattern: fc.dictionary(key, fc.oneof({ depthSize: "small" }, list, tie("pattern")), {
      minKeys: 1,
      maxKeys: 3,
    }),
  }))
  .pattern.filter((asked) => JSON.stringify(asked).length < 400);

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The pattern that asks for the leaves of an event, the first element of each array. */
function patternOf(value: Json): Pattern | unknown[] | undefined {
  if (Array.isArray(value)) return value[0] === undefined ? undefined : patternOf(value[0]);
  if (!isObject(value)) return [value];
  const fields = Object.entries(value).flatMap(([name, inside]) => {
    const asked = patternOf(inside);
    return asked ? [[name, asked] as const] : [];
  });
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

/** The same object with its keys the other way round, at every level. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inside]) => [name, reversed(inside)]),
  );
};

const matches = (asked: unknown, happened: unknown): boolean => compilePattern(asked).matches(happened);

describe("for every pattern and event", () => {
  test("a pattern built from an event matches it", () => {
    fc.assert(
      fc.property(event, (happened) => {
        const asked = patternOf(happened);
        fc.pre(asked !== undefined);
        expect(matches(asked, happened)).toBe(true);
      }),
    );
  });

  test("the order of keys changes nothing", () => {
    fc.assert(
      fc.property(pattern, event, (asked, happened) => {
        expect(matches(reversed(asked), reversed(happened))).toBe(matches(asked, happened));
      }),
    );
  });

  test("the order of a list changes nothing, and a value twice is the value once", () => {
    fc.assert(
      fc.property(list, event, (values, happened) => {
        const expected = matches({ a: values }, happened);
        expect(matches({ a: values.toReversed() }, happened)).toBe(expected);
        expect(matches({ a: [...values, ...values] }, happened)).toBe(expected);
      }),
    );
  });

  test("a list is the disjunction of its entries", () => {
    fc.assert(
      fc.property(list, event, (values, happened) => {
        const any = values.some((value) => matches({ a: [value] }, happened));
        expect(matches({ a: values }, happened)).toBe(any);
      }),
    );
  });

  test("$or is the disjunction of its branches", () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 2, maxLength: 4 }), event, (branches, happened) => {
        const any = branches.some((branch) => matches(branch, happened));
        expect(matches({ $or: branches }, happened)).toBe(any);
        expect(matches({ d: { $or: branches } }, { d: happened })).toBe(any);
      }),
    );
  });

  test("$or of a pattern with itself is the pattern", () => {
    fc.assert(
      fc.property(pattern, event, (asked, happened) => {
        expect(matches({ $or: [asked, asked] }, happened)).toBe(matches(asked, happened));
      }),
    );
  });

  test("a field more never makes a match", () => {
    const without = fc.dictionary(fc.constantFrom("a", "b"), list, { minKeys: 1 });
    fc.assert(
      fc.property(without, list, event, (asked, more, happened) => {
        if (matches({ ...asked, z: more }, happened)) expect(matches(asked, happened)).toBe(true);
      }),
    );
  });

  test("a field that no pattern names changes nothing", () => {
    fc.assert(
      fc.property(pattern, event, json, (asked, happened, more) => {
        expect(matches(asked, { ...happened, z: more })).toBe(matches(asked, happened));
      }),
    );
  });

  test("present is not absent", () => {
    fc.assert(
      fc.property(event, (happened) => {
        const present = matches({ a: [{ exists: true }] }, happened);
        expect(matches({ a: [{ exists: false }] }, happened)).toBe(!present);
      }),
    );
  });

  test("an event in an array of one is the event", () => {
    fc.assert(
      fc.property(pattern, event, (asked, happened) => {
        expect(matches({ d: asked }, { d: [happened] })).toBe(matches({ d: asked }, { d: happened }));
      }),
    );
  });

  test("without absence, an array matches where one of its elements does", () => {
    const asked = fc.dictionary(key, fc.array(scalar, { minLength: 1 }), { minKeys: 1 });
    fc.assert(
      fc.property(asked, fc.array(event, { maxLength: 3 }), (fields, elements) => {
        const any = elements.some((element) => matches(fields, element));
        expect(matches({ d: fields }, { d: elements })).toBe(any);
      }),
    );
  });

  test("an event is only read", () => {
    fc.assert(
      fc.property(pattern, event, (asked, happened) => {
        const before = JSON.stringify([asked, happened]);
        matches(asked, happened);
        expect(JSON.stringify([asked, happened])).toBe(before);
      }),
    );
  });
});
