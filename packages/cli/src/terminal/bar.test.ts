import fc from "fast-check";
import { expect, test } from "vitest";
import { bar, spinner } from "./bar.ts";

test("a bar shows halves of a cell", () => {
  expect(bar(0, 4)).toEqual({ done: "", rest: "────" });
  expect(bar(0.5, 4)).toEqual({ done: "━━", rest: "──" });
  expect(bar(0.625, 4)).toEqual({ done: "━━╸", rest: "─" });
  expect(bar(1, 4)).toEqual({ done: "━━━━", rest: "" });
});

test("a bar is as wide as it was asked to be, whatever the share", () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 2, noNaN: true }), fc.nat(60), (share, width) => {
      const { done, rest } = bar(share, width);
      expect([...done, ...rest]).toHaveLength(width);
    }),
  );
});

test("the spinner goes round", () => {
  const frames = Array.from({ length: 20 }, (_, i) => spinner(i));
  expect(new Set(frames).size).toBe(10);
  expect(frames[10]).toBe(frames[0]);
});
