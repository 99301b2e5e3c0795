import { describe, expect, test } from "vitest";
import { flatten } from "./flatten.ts";
import { compilePattern } from "./index.ts";

describe("an array", () => {
  test.each([
    [["admin"], { tags: ["user", "admin"] }, true],
    [["admin"], { tags: ["user"] }, false],
    [["admin"], { tags: [] }, false],
    [["admin"], { tags: [["user", ["admin"]]] }, true],
    [["a", "b"], { tags: ["b", "c"] }, true],
    [[{ prefix: "ad" }], { tags: [1, null, "admin"] }, true],
    [[null], { tags: ["x", null] }, true],
    [["x"], { tags: [{ x: "x" }] }, false],
  ])("of scalars is each of them: %j, %j, %s", (tags, event, expected) => {
    expect(compilePattern({ tags }).matches(event)).toBe(expected);
  });

  const anna = compilePattern({ staff: { first: ["Anna"], last: ["Jones"] } });

  test.each([
    [{ first: "Anna", last: "Jones" }, true],
    [[{ first: "Anna", last: "Jones" }], true],
    [
      [
        { first: "Anna", last: "Smith" },
        { first: "Peter", last: "Jones" },
      ],
      false,
    ],
    [[{ first: "Anna" }, { last: "Jones" }], false],
    [
      [
        { first: "Anna", last: "Smith" },
        { first: "Anna", last: "Jones" },
      ],
      true,
    ],
    [[[{ first: "Anna" }, { last: "Jones" }]], false],
    [[[{ first: "Peter" }], [{ first: "Anna", last: "Jones" }]], true],
    [[[{ first: "Anna" }], [{ last: "Jones" }]], false],
    [[{ first: ["Peter", "Anna"], last: ["Smith", "Jones"] }], true],
  ])("of objects matches by one element: %j, %s", (staff, expected) => {
    expect(anna.matches({ staff })).toBe(expected);
  });

  test("inside an array matches by one element of each", () => {
    const pattern = compilePattern({ users: { name: ["a"], tags: { key: ["k"], value: ["v"] } } });
    const tags = [{ key: "k", value: "v" }];
    expect(pattern.matches({ users: [{ name: "a", tags }] })).toBe(true);
    expect(pattern.matches({ users: [{ name: "a" }, { name: "b", tags }] })).toBe(false);
    expect(pattern.matches({ users: [{ name: "a", tags: [{ key: "k" }, { value: "v" }] }] })).toBe(false);
  });

  test("does not bind another array, nor a field outside", () => {
    const pattern = compilePattern({ a: { x: [1], y: [2] }, b: { x: [2] }, tags: ["t"], version: ["1"] });
    const event = { a: [{ x: 0 }, { x: 1, y: 2 }], b: [{ x: 1 }, { x: 2 }], tags: ["s", "t"], version: "1" };
    expect(pattern.matches(event)).toBe(true);
    expect(pattern.matches({ ...event, b: [{ x: 1 }] })).toBe(false);
  });

  test("holds its scalars in no element", () => {
    const pattern = compilePattern({ a: ["x"], "a.b": [1] });
    expect(pattern.matches({ a: ["x", { b: 1 }] })).toBe(true);
    expect(pattern.matches({ a: [["x"], { b: 1 }] })).toBe(false);
  });

  test("may be where another event has an object", () => {
    const pattern = compilePattern({ detail: { items: { id: [{ exists: true }] } } });
    expect(pattern.matches({ detail: { items: [{ key: 1 }, { id: "x" }] } })).toBe(true);
    expect(pattern.matches({ detail: [{ items: { id: "x" } }] })).toBe(true);
  });
});

describe("absence in an array", () => {
  test("of a field alone is absence in every element", () => {
    const pattern = compilePattern({ items: { error: [{ exists: false }] } });
    expect(pattern.matches({ items: [{ id: 1 }, { id: 2 }] })).toBe(true);
    expect(pattern.matches({ items: [{ id: 1 }, { error: "x" }] })).toBe(false);
  });

  test("beside a field that comes before is absence in that field's element", () => {
    const pattern = compilePattern({ items: { code: [1], error: [{ exists: false }] } });
    expect(pattern.matches({ items: [{ code: 1 }, { code: 2, error: "x" }] })).toBe(true);
    expect(pattern.matches({ items: [{ code: 1, error: "x" }, { code: 2 }] })).toBe(false);
    expect(pattern.matches({ items: [{ code: 1, error: "x" }, { code: 1 }] })).toBe(true);
  });

  test("beside a field that comes after is absence in every element, as in EventBridge", () => {
    const pattern = compilePattern({ items: { error: [{ exists: false }], id: [1] } });
    expect(pattern.matches({ items: [{ id: 1 }, { id: 2 }] })).toBe(true);
    expect(pattern.matches({ items: [{ id: 1 }, { id: 2, error: "x" }] })).toBe(false);
  });

  test("or a value, in the same element", () => {
    const pattern = compilePattern({ items: { code: [1], state: [{ exists: false }, "ok"] } });
    expect(pattern.matches({ items: [{ code: 1, state: "ok" }] })).toBe(true);
    expect(
      pattern.matches({
        items: [
          { code: 1, state: "bad" },
          { code: 2, state: "ok" },
        ],
      }),
    ).toBe(false);
    expect(pattern.matches({ items: [{ code: 1, state: "bad" }, { code: 1 }] })).toBe(true);
  });
});

describe("the time it takes", () => {
  const elements = (count: number) => Array.from({ length: count }, (_, i) => ({ x: i, y: "q" }));

  test("grows with the event, not with the combinations of its elements", () => {
    const event = { a: elements(500), b: elements(500), c: elements(500), d: elements(500) };
    const any = { x: [{ exists: true }], y: ["q"] };
    const apart = { x: [1], y: [{ exists: true }], z: [{ exists: true }] };
    const pattern = compilePattern({ a: any, b: any, c: any, d: apart });
    const started = performance.now();
    expect(pattern.matches({ ...event, d: [...event.d, { z: 1 }] })).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("flatten", () => {
  const paths = (event: unknown) =>
    [...(flatten(event) ?? [])].map(([path, leaves]) => [path, leaves.map(({ value }) => value)]);

  test("lists the leaves by path", () => {
    expect(paths({ a: 1, b: { c: [true, null, ["x"]], d: {} }, "b.c": 2, e: [] })).toEqual([
      [".a", [1]],
      [".b.c", [true, null, "x", 2]],
    ]);
  });

  test("leaves out what is no JSON", () => {
    expect(paths({ a: undefined, b: Number.NaN, c: () => 1, d: 1n, e: [undefined] })).toEqual([]);
  });

  test("numbers each array, and gives the leaves of one element the same place", () => {
    const leaves = flatten({ a: [{ x: 1, y: 2 }, { x: 3 }], b: [[{ x: 4 }]], c: ["s"] });
    const place = (path: string, i = 0) => leaves?.get(path)?.[i]?.place;
    expect(place(".a.x")).toEqual(new Map([[0, 0]]));
    expect(place(".a.x")).toBe(place(".a.y"));
    expect(place(".a.x", 1)).toEqual(new Map([[0, 1]]));
    expect([...(place(".b.x") ?? [])]).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(place(".c")).toEqual(new Map());
  });

  test.each([[null], [[{ a: 1 }]], ["a"], [1], [undefined]])("%j has none", (event) => {
    expect(flatten(event)).toBeUndefined();
  });
});
