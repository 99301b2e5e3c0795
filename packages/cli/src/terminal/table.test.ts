import fc from "fast-check";
import { expect, test } from "vitest";
import { layOut } from "./table.ts";
import { widthOf } from "./text.ts";

const COLUMNS = [{ title: "name" }, { title: "rows", align: "right" }] as const;

test("columns are as wide as they need to be", () => {
  const { header, rows } = layOut(
    COLUMNS,
    [
      ["flights", "1,000"],
      ["日本", "7"],
    ],
    null,
  );
  expect([header, ...rows]).toEqual(["name      rows", "flights  1,000", "日本         7"]);
});

test("the widest column gives way first", () => {
  const { rows, hidden } = layOut([{ title: "id" }, { title: "text" }], [["1", "x".repeat(50)]], 20);
  expect(rows).toEqual([`1   ${"x".repeat(15)}…`]);
  expect(hidden).toEqual([]);
});

test("columns for which there is no room are named", () => {
  const columns = ["a", "b", "c", "d"].map((title) => ({ title }));
  const { header, hidden } = layOut(columns, [Array.from({ length: 4 }, () => "y".repeat(40))], 15);
  expect(header).toBe("a        b");
  expect(hidden).toEqual(["c", "d"]);
});

test("a value cannot break the table", () => {
  const { rows } = layOut([{ title: "text" }], [["two\nlines"], ["\u001b[31m"]], null);
  expect(rows).toEqual(["two\\nlines", "\\u001b[31m"]);
});

test("no line is wider than the room, and what fits is not cut", () => {
  const cell = fc.string({ maxLength: 30 });
  const cells = fc
    .integer({ min: 1, max: 8 })
    .chain((n) => fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 5 }));
  fc.assert(
    fc.property(cells, fc.integer({ min: 8, max: 120 }), (rows, width) => {
      const columns = (rows[0] ?? []).map((_, i) => ({ title: `c${i}` }));
      const fitted = layOut(columns, rows, width);
      for (const line of [fitted.header, ...fitted.rows]) expect(widthOf(line)).toBeLessThanOrEqual(width);
      const natural = layOut(columns, rows, null);
      const needs = Math.max(...[natural.header, ...natural.rows].map(widthOf));
      if (needs + 30 <= width && fitted.hidden.length === 0) {
        expect(fitted.rows.every((line) => !line.includes("…"))).toBe(true);
      }
    }),
  );
});
