import fc from "fast-check";
import { expect, test } from "vitest";
import { caret } from "./caret.ts";

test("the line, and a mark below the place", () => {
  const query = "select i.*, a.city\nfrom inputt i";
  expect(caret(query, "line 2, column 6")).toEqual(["from inputt i", "     ^"]);
  expect(caret(query, "sql[0], line 1:13")).toEqual(["select i.*, a.city", "            ^"]);
});

test.each(["", "somewhere", "line 9, column 1", "column 3"])("%j names no place in the query", (where) => {
  expect(caret("select 1", where)).toBeNull();
});

test("the mark is below the character that is meant, however long the line", () => {
  const columns = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(columns, (column) => {
      const query = Array.from({ length: 500 }, (_, i) => String.fromCharCode(97 + (i % 26))).join("");
      const [shown, mark] = caret(query, `line 1, column ${column}`) ?? ["", ""];
      expect(shown[mark.length - 1]).toBe(query[column - 1]);
      expect(shown.length).toBeLessThanOrEqual(100);
    }),
  );
});
