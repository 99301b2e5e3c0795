import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describePlace, placeAt } from "./place.ts";

describe("a place in SQL", () => {
  test("line, column, and a caret below it", () => {
    const sql = "select\n  a,\n  bb bla bla\nfrom input";
    expect(describePlace(placeAt(sql, { bytes: sql.indexOf("bla bla") }))).toBe(
      "line 3, column 6\n  bb bla bla\n     ^",
    );
  });

  test("characters of more bytes count once", () => {
    const sql = "select '😀é', nosuch";
    const expected = { line: 1, column: 14 };
    expect(placeAt(sql, { bytes: Buffer.byteLength("select '😀é', ") })).toMatchObject(expected);
    expect(placeAt(sql, { characters: [..."select '😀é', "].length })).toMatchObject(expected);
  });

  test("of a long line the part around the place is shown", () => {
    const sql = `select ${"x".repeat(200)}, oops, ${"y".repeat(200)}`;
    const { excerpt, column } = placeAt(sql, { bytes: sql.indexOf("oops") });
    const [line = "", caret = ""] = excerpt.split("\n");
    expect(line.length).toBeLessThan(130);
    expect(line.slice(caret.indexOf("^"))).toMatch(/^oops/);
    expect(column).toBe(sql.indexOf("oops") + 1);
  });

  test("the caret always stands below the character, whatever came before", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        const sql = `${before}☂${after}`;
        const { excerpt } = placeAt(sql, { bytes: Buffer.byteLength(before) });
        const [line = "", caret = ""] = excerpt.split("\n");
        expect([...line][caret.length - 1]).toBe("☂");
      }),
    );
  });

  test("a place beyond the end is the end", () => {
    expect(placeAt("select", { bytes: 99 })).toMatchObject({ line: 1, column: 7 });
  });
});
