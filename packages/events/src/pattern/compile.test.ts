import { describe, expect, test } from "vitest";
import { compilePattern, InvalidPattern } from "./index.ts";
import { refusal } from "./testing.ts";

describe("a pattern", () => {
  const event = { source: "waybill", detail: { state: "failed", rows: 0 } };

  test("needs every field it names, and no other", () => {
    expect(compilePattern({ source: ["waybill"] }).matches(event)).toBe(true);
    expect(compilePattern({ source: ["waybill"], detail: { rows: [0] } }).matches(event)).toBe(true);
    expect(compilePattern({ source: ["waybill"], detail: { rows: [1] } }).matches(event)).toBe(false);
    expect(compilePattern({ source: ["waybill"], other: ["x"] }).matches(event)).toBe(false);
  });

  test("tells the case of a field's name", () => {
    expect(compilePattern({ Source: ["waybill"] }).matches(event)).toBe(false);
  });

  test.each([[null], [undefined], ["text"], [5], [["a"]], [true]])("does not match the event %j", (other) => {
    expect(compilePattern({ source: [{ exists: false }] }).matches(other)).toBe(false);
    expect(compilePattern({ source: ["text"] }).matches(other)).toBe(false);
  });

  test("stays as it was compiled", () => {
    const list = ["waybill"];
    const pattern = compilePattern({ source: list });
    list[0] = "other";
    expect(pattern.matches(event)).toBe(true);
  });

  test("leaves out what is undefined, as JSON does", () => {
    expect(compilePattern({ source: ["waybill"], detail: undefined }).matches(event)).toBe(true);
    expect(refusal({ detail: { state: undefined } }).reason).toBe("an empty object is no pattern");
  });

  test("has fields of any name", () => {
    const text = '{"__proto__": {"constructor": ["x"]}}';
    expect(compilePattern(JSON.parse(text)).matches(JSON.parse('{"__proto__": {"constructor": "x"}}'))).toBe(
      true,
    );
    expect(compilePattern(JSON.parse(text)).matches({})).toBe(false);
    expect(compilePattern({ "": ["x"] }).matches({ "": "x" })).toBe(true);
    expect(compilePattern({ "": { a: ["x"] } }).matches({ a: "x" })).toBe(false);
  });
});

describe("a dot in a name", () => {
  test.each([
    [{ detail: { "state.status": ["up"] } }, { detail: { state: { status: "up" } } }],
    [{ detail: { state: { status: ["up"] } } }, { detail: { "state.status": "up" } }],
    [{ "a.b.c": ["up"] }, { "a.b": { c: "up" } }],
    [{ a: { "b.c": ["up"] } }, { "a.b": { c: "up" } }],
  ])("is a step: %j matches %j", (pattern, event) => {
    expect(compilePattern(pattern).matches(event)).toBe(true);
  });

  test("of two lists for one field the last counts", () => {
    const twice = compilePattern({ a: { b: [1] }, "a.b": [2] });
    expect(twice.matches({ a: { b: 2 } })).toBe(true);
    expect(twice.matches({ a: { b: 1 } })).toBe(false);
  });
});

describe("$or", () => {
  const either = compilePattern({
    source: ["waybill"],
    detail: { $or: [{ state: ["failed"] }, { rows: [{ numeric: ["=", 0] }], kind: ["load"] }] },
  });

  test.each([
    [{ source: "waybill", detail: { state: "failed" } }, true],
    [{ source: "waybill", detail: { rows: 0, kind: "load" } }, true],
    [{ source: "waybill", detail: { state: "failed", rows: 0, kind: "load" } }, true],
    [{ source: "waybill", detail: { rows: 0 } }, false],
    [{ source: "waybill", detail: { state: "done" } }, false],
    [{ source: "other", detail: { state: "failed" } }, false],
  ])("is one branch or another: %j, %s", (event, expected) => expect(either.matches(event)).toBe(expected));

  test("at the top, over whole fields", () => {
    const top = compilePattern({ $or: [{ source: ["a"] }, { detail: { n: [1] } }] });
    expect(top.matches({ source: "a" })).toBe(true);
    expect(top.matches({ source: "b", detail: { n: 1 } })).toBe(true);
    expect(top.matches({ source: "b", detail: { n: 2 } })).toBe(false);
  });

  test("in a branch of $or, and two side by side", () => {
    const nested = compilePattern({ $or: [{ a: [1] }, { b: [1], $or: [{ c: [1] }, { d: [1] }] }] });
    expect(nested.matches({ b: 1, d: 1 })).toBe(true);
    expect(nested.matches({ b: 1 })).toBe(false);
    const both = compilePattern({ $or: [{ a: [1] }, { b: [1] }], detail: { $or: [{ c: [1] }, { d: [1] }] } });
    expect(both.matches({ b: 1, detail: { c: 1 } })).toBe(true);
    expect(both.matches({ b: 1, detail: {} })).toBe(false);
  });

  test("in arrays, each branch holds for one element", () => {
    const pattern = compilePattern({ items: { id: [7], $or: [{ state: ["failed"] }, { rows: [0] }] } });
    expect(pattern.matches({ items: [{ id: 7, rows: 0 }] })).toBe(true);
    expect(
      pattern.matches({
        items: [
          { id: 7, rows: 1 },
          { id: 8, rows: 0 },
        ],
      }),
    ).toBe(false);
  });

  test("a branch that names a field again replaces it, as in EventBridge", () => {
    const pattern = compilePattern({ a: ["x"], $or: [{ a: ["y"] }, { b: ["z"] }] });
    expect(pattern.matches({ a: "y" })).toBe(true);
    expect(pattern.matches({ a: "x" })).toBe(false);
    expect(pattern.matches({ a: "x", b: "z" })).toBe(true);
  });

  test.each([[{ a: [1] }], [[]], [[{ a: [1] }]], [["x", "y"]], [[{ a: [1] }, "y"]], ["x"], [null]])(
    "refuses %j",
    (branches) => {
      const { path, reason, next } = refusal({ detail: { $or: branches } });
      expect(path).toBe("detail.$or");
      expect(reason).toBe(`$or needs a list of two objects or more, got ${JSON.stringify(branches)}`);
      expect(next).toContain('{"$or": [{"state": ["failed"]}, {"rows": [0]}]}');
    },
  );

  test("says which branch is wrong", () => {
    const branches = [{ a: [1] }, { b: { c: [{ prefix: 1 }] } }];
    expect(refusal({ detail: { $or: branches } }).path).toBe("detail.$or[1].b.c");
    expect(refusal({ $or: [{ a: [1] }, {}] }).path).toBe("$or[1]");
  });

  test.each(["prefix", "exactly", "numeric", "<=", "regex", "in-date-range", "ip-address-in-range"])(
    "has no field named %s, at any depth",
    (name) => {
      const shallow = refusal({ $or: [{ a: [1] }, { [name]: [1] }] });
      expect(shallow.path).toBe(`$or[1].${name}`);
      expect(shallow.reason).toBe(`a field inside $or must not be named "${name}", which is reserved`);
      expect(refusal({ $or: [{ a: [1] }, { b: { [name]: [1] } }] }).path).toBe(`$or[1].b.${name}`);
      expect(compilePattern({ a: { [name]: [1] } }).matches({ a: { [name]: 1 } })).toBe(true);
    },
  );

  test("makes at most 1000 combinations", () => {
    const or = (size: number) => ({ $or: Array.from({ length: size }, (_, i) => ({ x: [i] })) });
    const most = compilePattern({ a: or(10), b: or(10), c: or(10) });
    expect(most.matches({ a: { x: 9 }, b: { x: 0 }, c: { x: 5 } })).toBe(true);
    const { path, reason, next } = refusal({ a: or(10), b: or(10), c: or(11) });
    expect(path).toBe("c.$or");
    expect(reason).toContain("at most 1000 combinations");
    expect(next).toContain("list values in one field instead");
  });
});

describe("a refusal", () => {
  test("is an error with the place, the reason and what to type", () => {
    const error = refusal({ detail: { amount: [{ numeric: [">"] }] } });
    expect(error).toBeInstanceOf(InvalidPattern);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("InvalidPattern");
    expect(error.path).toBe("detail.amount");
    expect(error.message).toBe(
      `the event pattern is not valid at detail.amount: ${error.reason}; ${error.next}`,
    );
    expect(error.message).toContain('got [">"]; write e.g. {"numeric": [">", 0]}');
  });

  test.each([
    [{}, "", "an empty object is no pattern", 'write {"source": [{"prefix": ""}]}'],
    [{ a: {} }, "a", "an empty object is no pattern", 'name a field, e.g. {"state": ["failed"]}'],
    [{ a: { b: [] } }, "a.b", "an empty list matches nothing", '[{"exists": true}] for any value'],
    [{ a: "x" }, "a", 'what a field may be goes in a list, got "x"', 'write {"a": ["x"]}'],
    [{ a: { b: 5 } }, "a.b", "what a field may be goes in a list, got 5", 'write {"b": [5]}'],
    [{ a: null }, "a", "what a field may be goes in a list, got null", 'write {"a": [null]}'],
    [{ prefix: "x" }, "prefix", 'what a field may be goes in a list, got "x"', 'write {"prefix": ['],
    [[{ a: ["x"] }], "", 'a pattern is an object, got [{"a":["x"]}]', 'write e.g. {"source": ["waybill"]}'],
    ['{"a": ["x"]}', "", "a pattern is an object, got", "pass the parsed object"],
    [undefined, "", "a pattern is an object, got undefined", 'write e.g. {"source": ["waybill"]}'],
    [null, "", "a pattern is an object, got null", 'write e.g. {"source": ["waybill"]}'],
  ])("of %j", (pattern, path, reason, next) => {
    const refused = refusal(pattern);
    expect(refused.path).toBe(path);
    expect(refused.reason).toContain(reason);
    expect(refused.next).toContain(next);
  });

  test("without a place names none", () => {
    expect(refusal({}).message).toMatch(/^the event pattern is not valid: an empty object/);
  });

  test("shortens what is long", () => {
    expect(refusal({ a: [{ prefix: ["x".repeat(500)] }] }).reason.length).toBeLessThan(150);
  });

  test("of more than 2048 characters counts them", () => {
    const sized = (size: number) => ({ a: ["x".repeat(size - '{"a":[""]}'.length)] });
    expect(compilePattern(sized(2048)).matches(sized(2048))).toBe(true);
    const { path, reason, next } = refusal(sized(2049));
    expect(path).toBe("");
    expect(reason).toBe("a pattern has at most 2048 characters as JSON, this one has 2049");
    expect(next).toContain("make two patterns of it");
  });

  test("of what is no JSON", () => {
    const cycle: Record<string, unknown> = {};
    cycle.a = cycle;
    expect(refusal(cycle).reason).toBe("a pattern is JSON, and this one is not");
    expect(refusal({ a: [1n] }).next).toBe("take out cycles and bigints");
  });
});
