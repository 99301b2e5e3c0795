import { describe, expect, test } from "vitest";
import type { ColumnType } from "../contract/column.ts";
import { Permanent } from "../errors.ts";
import type { Rule } from "./check.ts";
import { rowFails } from "./evaluate.ts";
import { keyOf } from "./value/order.ts";

const NOW = Date.parse("2024-06-10T12:00:00Z");

function fails(
  type: ColumnType | ColumnType["kind"],
  rule: Rule,
  value: unknown,
  lookup: readonly unknown[] = [],
): boolean {
  const columnType = (typeof type === "string" ? { kind: type } : type) as ColumnType;
  const check = { id: "v.rule", column: "v", severity: "reject", implied: false, ...rule } as const;
  return rowFails(
    check,
    { v: value },
    {
      columns: [{ name: "v", type: columnType, nullable: true }],
      runTime: NOW,
      lookupValues: () => new Set(lookup.map((one) => keyOf(columnType, one) ?? "")),
    },
  );
}

test("NULL passes everything but notNull, and so does a value that is not there", () => {
  const rules: readonly Rule[] = [
    { rule: "between", low: 1, high: 2 },
    { rule: "oneOf", values: [1] },
    { rule: "multipleOf", of: 2 },
    { rule: "references", lookup: "l", target: "t" },
  ];
  for (const value of [null, undefined]) {
    expect(rules.filter((rule) => fails("int", rule, value))).toEqual([]);
    expect(fails("int", { rule: "notNull" }, value)).toBe(true);
  }
  expect(fails("text", { rule: "notNull" }, "")).toBe(false);
});

test("between", () => {
  const closed: Rule = { rule: "between", low: 1, high: 3 };
  expect([0, 1, 3, 4].map((value) => fails("int", closed, value))).toEqual([true, false, false, true]);
  expect([1, 2, 3].map((value) => fails("int", { ...closed, exclusive: "both" }, value))).toEqual([
    true,
    false,
    true,
  ]);
  expect([1, 3].map((value) => fails("int", { ...closed, exclusive: "low" }, value))).toEqual([true, false]);
  expect([1, 3].map((value) => fails("int", { ...closed, exclusive: "high" }, value))).toEqual([false, true]);
  expect(fails("int", { rule: "between", low: null, high: null }, 5)).toBe(false);
});

test("oneOf goes by value", () => {
  expect(fails({ kind: "decimal", precision: 5, scale: 2 }, { rule: "oneOf", values: ["1.50"] }, "1.5")).toBe(
    false,
  );
  expect(fails("text", { rule: "oneOf", values: ["a"] }, "A")).toBe(true);
  expect(fails("int64", { rule: "oneOf", values: [2n ** 53n] }, 2n ** 53n + 1n)).toBe(true);
});

test("multipleOf", () => {
  expect([4, 5].map((value) => fails("int", { rule: "multipleOf", of: 2 }, value))).toEqual([false, true]);
  expect(fails("int64", { rule: "multipleOf", of: "10" }, 2n ** 60n)).toBe(true);
  expect(fails("double", { rule: "multipleOf", of: 0.25 }, 0.75)).toBe(false);
  expect(fails("double", { rule: "multipleOf", of: 0.25 }, Number.NaN)).toBe(true);
});

test("length counts characters", () => {
  const two: Rule = { rule: "length", low: 2, high: 2 };
  expect(["😀a", "e\u0301", "a", "abc"].map((value) => fails("text", two, value))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(fails("text", { rule: "length", low: 1, high: null }, "")).toBe(true);
});

test("matches finds the pattern anywhere", () => {
  const rule: Rule = { rule: "matches", pattern: "^.b", flags: "" };
  expect(["😀b", "ab", "ba"].map((value) => fails("text", rule, value))).toEqual([false, false, true]);
});

test("references", () => {
  const rule: Rule = { rule: "references", lookup: "airports", target: "iata" };
  expect(fails("text", rule, "AMS", ["AMS", null])).toBe(false);
  expect(fails("text", rule, "XXX", ["AMS", null])).toBe(true);
});

describe("fresherThan", () => {
  const rule: Rule = { rule: "fresherThan", seconds: 86_400 };
  test("to the microsecond before the run was asked for", () => {
    const type: ColumnType = { kind: "timestamptz", js: "text" };
    expect(fails(type, rule, "2024-06-09T12:00:00Z")).toBe(false);
    expect(fails(type, rule, "2024-06-09T11:59:59.999999Z")).toBe(true);
  });
  test("a date counts from its midnight", () => {
    expect(fails("date", rule, "2024-06-10")).toBe(false);
    expect(fails("date", rule, "2024-06-09")).toBe(true);
  });
});

describe("refused", () => {
  test.each<[string, Rule]>([
    ["SQL", { rule: "satisfies", sql: "v > 0" }],
    ["uniqueness", { rule: "unique", columns: ["v"], keep: null }],
    ["counts", { rule: "count", min: 1, max: null, change: null }],
  ])("%s", (_, rule) => {
    expect(() => fails("int", rule, 1)).toThrow(Permanent);
    expect(() => fails("int", rule, 1)).toThrow(/v\.rule cannot be decided without the engine/);
  });
  test("a value of another type", () => {
    expect(() => fails("int", { rule: "between", low: 1, high: 2 }, "1")).toThrow(
      /1 is no value of v, which is int/,
    );
  });
});
