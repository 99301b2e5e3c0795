import { expect, it } from "vitest";
import { skeleton } from "../../../test-server/tokens.ts";
import { refuseLarge } from "../data-api/limits.ts";
import { purposeOf, statement } from "../sql/statement.ts";
import { everyStatement, HOSTILE } from "./every-statement.ts";

const all = [...everyStatement()];

it("yields each purpose, and each statement says its own", () => {
  for (const { sql, purpose } of all) expect(purposeOf(sql)).toBe(purpose);
  expect([...new Set(all.map(({ purpose }) => purpose))].sort()).toEqual([
    "change-table",
    "check-artifact",
    "check-books",
    "check-duplicate-key",
    "check-ledger",
    "check-not-loaded",
    "check-null-key",
    "check-table",
    "check-table-key",
    "copy",
    "ledger",
    "lock",
    "prepare",
    "read",
    "report",
    "shape",
    "stage",
    "undo",
    "write",
  ]);
});

it("is one statement each, whose parentheses close and whose names stay within their quotes", () => {
  for (const { sql } of all) {
    const shape = skeleton(sql);
    expect(shape).not.toMatch(/[;"'\\]|--/);
    expect(shape.split("(").length).toBe(shape.split(")").length);
  }
});

it("has every hostile name, and never a TRUNCATE, which commits", () => {
  const sql = all.map((one) => one.sql).join("\n");
  for (const name of HOSTILE) expect(sql.toLowerCase()).toContain(name.toLowerCase().replaceAll('"', '""'));
  expect(skeleton(sql)).not.toMatch(/\bTRUNCATE\b/i);
});

it("what the Data API would refuse is refused before", () => {
  const one = statement("write", "SELECT 1");
  expect(() => refuseLarge(Array.from({ length: 40 }, () => one))).not.toThrow();
  expect(() => refuseLarge(Array.from({ length: 41 }, () => one))).toThrow(
    expect.objectContaining({ code: "warehouse.too-large" }),
  );
  expect(() => refuseLarge([statement("shape", "x".repeat(100_001))])).toThrow(/too wide/);
});
