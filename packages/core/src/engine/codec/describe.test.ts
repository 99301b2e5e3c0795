import { expect, test } from "vitest";
import { describe } from "./describe.ts";

test.each<[unknown, string]>([
  ["12", '"12" (text)'],
  [12, "12 (number)"],
  [-0, "-0 (number)"],
  [12n, "12n (bigint)"],
  [true, "true (boolean)"],
  [null, "null"],
  [undefined, "undefined"],
  [() => 1, "a function"],
  [Symbol("s"), "a symbol"],
  [[1], "an array"],
  [{}, "an object"],
  [new Map(), "an object (Map)"],
  [new Date(0), "1970-01-01T00:00:00.000Z (Date)"],
  [new Date(Number.NaN), "an invalid Date"],
  [Object.create(null), "an object"],
])("%s", (value, text) => expect(describe(value)).toContain(text));

test("a long text is cut", () => {
  expect(describe("x".repeat(1000)).length).toBeLessThan(80);
});

test("what throws when it is looked at is an object", () => {
  const trap = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error("no");
      },
    },
  );
  expect(describe(trap)).toBe("an object");
});
