import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileMakeRow, compileTakeResult } from "./compile.ts";

const names = fc.uniqueArray(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constant("__proto__")), {
  maxLength: 8,
});

describe("whatever the columns are called", () => {
  test("a row has them as its own keys, and no others", () => {
    fc.assert(
      fc.property(names, (keys) => {
        const row = compileMakeRow(keys)(keys.map((_, index) => [0, `value ${index}`]))(1);
        expect(Object.keys(row).toSorted()).toEqual(keys.toSorted());
        for (const [index, key] of keys.entries())
          expect(Object.getOwnPropertyDescriptor(row, key)?.value).toBe(`value ${index}`);
      }),
    );
  });

  test("a result is taken apart by them", () => {
    fc.assert(
      fc.property(names, (keys) => {
        const columns: unknown[][] = keys.map(() => []);
        const result = Object.fromEntries(keys.map((key, index) => [key, index]));
        const odd = compileTakeResult(keys)(columns)(result, 3);
        expect(odd).toBe(keys.length === 0 ? -1 : 0);
        expect(columns.map((column) => column[3])).toEqual(keys.map((_, index) => index));
      }),
    );
  });
});

test.each([
  [{ a: 1, b: 2 }, 0],
  [{ a: 1 }, 0],
  [{ a: null, b: null }, 0],
  [{ a: 1, b: 2, c: 3 }, 1],
  [{ a: 1, b: undefined }, 1],
  [{ c: 1 }, -1],
  [{}, -1],
])("%j has %i keys too many", (result, odd) => {
  expect(compileTakeResult(["a", "b"])([[], []])(result, 0)).toBe(odd);
});
