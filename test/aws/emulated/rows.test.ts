import { expect, test } from "vitest";
import { asTexts, rowsDigest } from "./rows.ts";

test("names are quoted", () => {
  expect(asTexts("t", ["a b", 'say "hi"'])).toBe(
    'SELECT CAST("a b" AS VARCHAR), CAST("say ""hi""" AS VARCHAR) FROM "t"',
  );
});

const first = rowsDigest([
  ["7", null],
  ["8.5", "x"],
]);

test("the same rows in any order, and the same numbers in other words, are the same", () => {
  expect(first).toMatch(/^2 rows sha256:[0-9a-f]{64}$/);
  expect(
    rowsDigest([
      ["8.50", "x"],
      ["7.0", null],
    ]),
  ).toBe(first);
});

test.each([
  [
    [
      ["7", "null"],
      ["8.5", "x"],
    ],
  ],
  [
    [
      ["7", "x"],
      ["8.5", null],
    ],
  ],
  [[["7", null]]],
  [
    [
      ["7", null],
      ["8.5", "x"],
      ["8.5", "x"],
    ],
  ],
  [
    [
      ["07", null],
      ["8.5", "x"],
    ],
  ],
])("%j are others", (rows) => {
  expect(rowsDigest(rows)).not.toBe(first);
});
