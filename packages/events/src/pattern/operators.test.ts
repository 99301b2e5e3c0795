import { describe, expect, test } from "vitest";
import { compilePattern } from "./index.ts";
import { accepts, refusal, refusalOf } from "./testing.ts";

describe("a value", () => {
  test.each([
    ["a", "a", true],
    ["a", "A", false],
    ["", "", true],
    ["a ", "a", false],
    ["🚀 ", "🚀 ", true],
    [300, 300, true],
    [300, 3e2, true],
    [300, "300", false],
    ["300", 300, false],
    [0, -0, true],
    [0, false, false],
    [123456789012, 123456789012, true],
    [true, true, true],
    [true, false, false],
    [true, "true", false],
    ["true", true, false],
    [null, null, true],
    [null, "null", false],
    ["null", null, false],
    [null, "", false],
    [null, false, false],
  ])("%j of %j: %s", (value, found, expected) => expect(accepts([value], found)).toBe(expected));

  test("one of the list is enough", () => {
    expect(accepts(["a", 1, { prefix: "x" }], "xyz")).toBe(true);
    expect(accepts(["a", 1, { prefix: "x" }], 1)).toBe(true);
    expect(accepts(["a", 1, { prefix: "x" }], "b")).toBe(false);
    expect(accepts(["a", "a"], "a")).toBe(true);
  });

  test("null is a value, and not absence", () => {
    expect(compilePattern({ a: [null] }).matches({})).toBe(false);
    expect(compilePattern({ a: [null] }).matches({ a: [] })).toBe(false);
    expect(compilePattern({ a: [null] }).matches({ a: [null] })).toBe(true);
  });

  test.each([[["x"]], [undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [Symbol.iterator]])(
    "is not %s",
    (entry) => expect(refusalOf(entry).reason).toContain("a list holds texts, numbers, true, false, null"),
  );

  test("is no list in the list", () => {
    expect(refusalOf(["x"]).message).toBe(
      "the event pattern is not valid at field: a list holds texts, numbers, true, false, null and operators, " +
        'got ["x"]; write the values in one list, without a list inside it',
    );
    expect(refusalOf(undefined).reason).toContain("got undefined");
    expect(refusalOf(Number.NaN).reason).toContain("got NaN");
  });
});

describe("exists", () => {
  const present = compilePattern({ detail: { state: [{ exists: true }] } });
  const absent = compilePattern({ detail: { state: [{ exists: false }] } });

  test.each([
    [{ state: "a" }, true],
    [{ state: null }, true],
    [{ state: "" }, true],
    [{ state: [1] }, true],
    [{ state: [[1]] }, true],
    [{}, false],
    [{ other: 1 }, false],
    [{ state: [] }, false],
    [{ state: {} }, false],
    [{ state: [{}] }, false],
    [{ state: { inside: 1 } }, false],
    [{ state: [{ inside: 1 }] }, false],
    [{ state: undefined }, false],
  ])("only leaves exist: %j, %s", (detail, exists) => {
    expect(present.matches({ detail })).toBe(exists);
    expect(absent.matches({ detail })).toBe(!exists);
  });

  test("a field whose parents are absent is absent", () => {
    const deep = compilePattern({ a: { b: { c: [{ exists: false }] } } });
    expect(deep.matches({})).toBe(true);
    expect(deep.matches({ a: 1 })).toBe(true);
    expect(deep.matches({ a: { b: { c: 0 } } })).toBe(false);
  });

  test("absence or a value", () => {
    const either = compilePattern({ kind: [{ "anything-but": ["roses"] }, { exists: false }] });
    expect(either.matches({})).toBe(true);
    expect(either.matches({ kind: "tulips" })).toBe(true);
    expect(either.matches({ kind: "roses" })).toBe(false);
  });

  test("presence or a value is presence", () => {
    expect(accepts([{ exists: true }, { prefix: "x" }], "y")).toBe(true);
  });

  test("present or absent is always", () => {
    const always = compilePattern({ a: [{ exists: true }, { exists: false }] });
    expect(always.matches({})).toBe(true);
    expect(always.matches({ a: 1 })).toBe(true);
  });

  test.each([["true"], [1], [null], [[true]], [{}]])("refuses %j", (operand) => {
    expect(refusalOf({ exists: operand }).message).toBe(
      "the event pattern is not valid at field: `exists` needs true or false, " +
        `got ${JSON.stringify(operand)}; write {"exists": true} or {"exists": false}`,
    );
  });
});

describe("an operator", () => {
  test("has one key", () => {
    expect(refusalOf({ prefix: "a", suffix: "b" }).message).toBe(
      "the event pattern is not valid at field: an operator is an object with one key, " +
        'got {"prefix":"a","suffix":"b"}; write one object for each, any of which may match: ' +
        '{"prefix":"a"}, {"suffix":"b"}',
    );
    expect(refusalOf({}).next).toBe('write e.g. {"prefix": "abc"}');
  });

  test.each([
    ["Prefix", "prefix"],
    ["NUMERIC", "numeric"],
    ["equalsIgnoreCase", "equals-ignore-case"],
    ["anything_but", "anything-but"],
  ])("%s is written %s", (name, right) => {
    const { reason, next } = refusalOf({ [name]: "a" });
    expect(reason).toBe(`"${name}" is no operator`);
    expect(next).toBe(`write "${right}"`);
  });

  test.each([["regex"], ["$or"], ["constructor"], ["toString"], ["not"], [""]])("%j is none", (name) => {
    const { reason, next } = refusalOf({ [name]: "a" });
    expect(reason).toBe(`"${name}" is no operator`);
    expect(next).toContain("use one of prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric");
  });

  test("may be the name of a field", () => {
    const pattern = compilePattern({ detail: { prefix: ["a"], numeric: { exists: [1] } } });
    expect(pattern.matches({ detail: { prefix: "a", numeric: { exists: 1 } } })).toBe(true);
  });

  test("outside of a list is shown in one", () => {
    expect(refusal({ detail: { state: { prefix: "run" } } }).message).toBe(
      "the event pattern is not valid at detail.state.prefix: what a field may be goes in a list, " +
        'got "run"; write {"state": [{"prefix":"run"}]}',
    );
  });
});
