import { describe, expect, test } from "vitest";
import type { ColumnType } from "../contract/column.ts";
import { refusal } from "../pipeline/testing/refusal.ts";
import type { Source } from "../sources/source.ts";
import { hasEquality, hasOrder, RULE_TYPES, refuseType } from "./rule-types.ts";
import { references } from "./rules/references.ts";

const TYPES: readonly ColumnType[] = [
  { kind: "int32" },
  { kind: "int" },
  { kind: "int64" },
  { kind: "double" },
  { kind: "float32" },
  { kind: "decimal", precision: 5, scale: 2 },
  { kind: "boolean" },
  { kind: "text" },
  { kind: "uuid" },
  { kind: "date" },
  { kind: "time" },
  { kind: "timestamp" },
  { kind: "timestamptz", js: "text" },
  { kind: "json" },
  { kind: "bytes" },
];
const columnOf = (type: ColumnType) => ({ name: "v", type, nullable: true });

describe("the types of each rule", () => {
  test("every type can be missing", () => {
    expect(RULE_TYPES.notNull).toHaveLength(TYPES.length);
  });

  test("what has an order can be compared for being the same", () => {
    const columns = TYPES.map(columnOf);
    expect(columns.filter((column) => hasOrder(column) && !hasEquality(column))).toEqual([]);
    expect(columns.filter((column) => !hasEquality(column)).map(({ type }) => type.kind)).toEqual([
      "json",
      "bytes",
    ]);
    expect(
      columns.filter((column) => hasEquality(column) && !hasOrder(column)).map(({ type }) => type.kind),
    ).toEqual(["boolean", "uuid"]);
  });

  test("a rule is refused exactly where the table does not name the type", () => {
    for (const rule of Object.keys(RULE_TYPES) as (keyof typeof RULE_TYPES)[]) {
      for (const type of TYPES) {
        if (RULE_TYPES[rule].includes(type.kind)) refuseType(rule, columnOf(type), "here");
        else
          expect(refusal(() => refuseType(rule, columnOf(type), "here"))).toContain(
            `which is ${type.kind} (here)`,
          );
      }
    }
  });
});

describe("a reference", () => {
  const lookup = (type: ColumnType): Source => ({
    kind: "rows",
    dataset: "rows:codes",
    contract: { columns: [{ name: "code", type, nullable: false }], checks: [] },
    plan: async () => [],
    read: () => ({ kind: "rows", rows: () => [] }),
  });
  const refer = (from: ColumnType, to: ColumnType) =>
    references(columnOf(from), lookup(to), "code", "here").name;

  test("joins what can be the same: integers of any width, numbers of any precision", () => {
    expect(refer({ kind: "int32" }, { kind: "int64" })).toBe("code");
    expect(refer({ kind: "float32" }, { kind: "double" })).toBe("code");
    expect(
      refer({ kind: "decimal", precision: 5, scale: 2 }, { kind: "decimal", precision: 9, scale: 0 }),
    ).toBe("code");
  });

  test.each<[ColumnType, ColumnType]>([
    [{ kind: "int" }, { kind: "text" }],
    [{ kind: "text" }, { kind: "uuid" }],
    [{ kind: "timestamp" }, { kind: "timestamptz", js: "text" }],
    [{ kind: "date" }, { kind: "timestamp" }],
  ])("does not join %j and %j", (from, to) => {
    expect(refusal(() => refer(from, to))).toMatch(
      new RegExp(`^check\\.references: v is ${from.kind}, code is ${to.kind} \\(here\\)`),
    );
  });

  test("of JSON is none", () => {
    expect(refusal(() => refer({ kind: "json" }, { kind: "json" }))).toMatch(/^check\.type: references/);
  });
});
