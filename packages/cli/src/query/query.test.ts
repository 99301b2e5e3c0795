import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { cellText } from "./cell.ts";
import { csvLines } from "./csv.ts";
import { jsonRows } from "./query.ts";
import { tableLines } from "./table-lines.ts";

const result = {
  columns: [
    { name: "id", type: "BIGINT" },
    { name: "note", type: "VARCHAR" },
  ],
  rows: [
    ["9007199254740993", "plain"],
    [2, null],
    [3, ""],
    [4, 'with "quotes", commas\nand lines'],
    [5, { a: [1] }],
  ],
  more: false,
};

test("CSV keeps NULL and the empty text apart, and quotes what needs it", () => {
  expect([...csvLines(result)]).toEqual([
    "id,note\r\n",
    "9007199254740993,plain\r\n",
    "2,\r\n",
    '3,""\r\n',
    '4,"with ""quotes"", commas\nand lines"\r\n',
    '5,"{""a"":[1]}"\r\n',
  ]);
});

test("JSON is a list of objects", () => {
  expect(JSON.parse(jsonRows(result))).toEqual([
    { id: "9007199254740993", note: "plain" },
    { id: 2, note: null },
    { id: 3, note: "" },
    { id: 4, note: 'with "quotes", commas\nand lines' },
    { id: 5, note: { a: [1] } },
  ]);
  expect(jsonRows({ ...result, rows: [] })).toBe("[]");
});

test("a table has numbers at the right, and says how many rows", () => {
  const small = {
    ...result,
    rows: [
      [1, "one"],
      [20, null],
    ],
    more: true,
  };
  expect(tableLines(small, null, plainPaint)).toEqual([
    "id  note",
    " 1  one",
    "20  NULL",
    "2 rows, and there are more: --limit",
  ]);
});

test("columns for which there is no room are named below", () => {
  const columns = Array.from({ length: 12 }, (_, i) => ({ name: `column${i}`, type: "VARCHAR" }));
  const lines = tableLines(
    { columns, rows: [columns.map(() => "x".repeat(20))], more: false },
    40,
    plainPaint,
  );
  expect(lines.at(-1)).toMatch(
    /^no room for 7 columns: column5, .*, column11 \(name the ones you want, or use --json\)$/,
  );
});

test("a value as text", () => {
  expect([1, true, "a", { b: 1n }].map(cellText)).toEqual(["1", "true", "a", '{"b":1}']);
});
