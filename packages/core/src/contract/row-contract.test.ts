import { describe, expect, test } from "vitest";
import * as z from "zod";
import { refusal } from "../pipeline/testing/refusal.ts";
import type { ColumnType } from "./column.ts";
import { contractOf, rowContract } from "./row-contract.ts";
import { bytes } from "./types/bytes.ts";
import { decimal } from "./types/decimal.ts";

/** The one column of a contract, and the rules that it implies, without what is the same in all of them. */
function one(type: z.ZodType) {
  const { columns, checks } = rowContract(z.object({ value: type }));
  return {
    column: columns[0],
    rules: checks.map(({ id: _, column: __, severity: ___, implied: ____, ...rule }) => rule),
  };
}

const TYPES: readonly (readonly [string, z.ZodType, ColumnType])[] = [
  ["z.int32()", z.int32(), { kind: "int32" }],
  ["z.int()", z.int(), { kind: "int" }],
  ["z.number().int()", z.number().int(), { kind: "int" }],
  ["z.int64()", z.int64(), { kind: "int64" }],
  ["z.number()", z.number(), { kind: "double" }],
  ["z.float64()", z.float64(), { kind: "double" }],
  ["z.float32()", z.float32(), { kind: "float32" }],
  ["decimal(12, 2)", decimal(12, 2), { kind: "decimal", precision: 12, scale: 2 }],
  ["z.boolean()", z.boolean(), { kind: "boolean" }],
  ["z.string()", z.string(), { kind: "text" }],
  ["z.string().max(5)", z.string().max(5), { kind: "text", maxLength: 5 }],
  ["z.enum()", z.enum(["a", "bcd"]), { kind: "text", maxLength: 3 }],
  ["z.literal()", z.literal("ab"), { kind: "text", maxLength: 2 }],
  ["z.uuid()", z.uuid(), { kind: "uuid" }],
  ["z.guid()", z.guid(), { kind: "uuid" }],
  ["z.iso.date()", z.iso.date(), { kind: "date" }],
  ["z.iso.time()", z.iso.time(), { kind: "time" }],
  ["z.iso.datetime({ offset: true })", z.iso.datetime({ offset: true }), { kind: "timestamptz", js: "text" }],
  ["z.iso.datetime()", z.iso.datetime(), { kind: "timestamptz", js: "text" }],
  ["z.iso.datetime({ local: true })", z.iso.datetime({ local: true }), { kind: "timestamp" }],
  ["z.date()", z.date(), { kind: "timestamptz", js: "date" }],
  ["z.coerce.date()", z.coerce.date(), { kind: "timestamptz", js: "date" }],
  ["z.object()", z.object({ city: z.string(), at: z.iso.date() }), { kind: "json" }],
  ["z.array()", z.array(z.union([z.string(), z.number()])), { kind: "json" }],
  ["z.tuple()", z.tuple([z.int(), z.string().nullable()]), { kind: "json" }],
  ["z.record()", z.record(z.string(), z.int()), { kind: "json" }],
  ["z.json()", z.json(), { kind: "json" }],
  ["bytes()", bytes(), { kind: "bytes" }],
  ["z.string().readonly()", z.string().readonly(), { kind: "text" }],
  ["z.string().brand()", z.string().brand("Iata"), { kind: "text" }],
  ["z.int().meta()", z.int().meta({ description: "the number" }), { kind: "int" }],
];

describe("types", () => {
  test.each(TYPES)("%s", (_, type, expected) => {
    expect(one(type).column).toMatchObject({ name: "value", type: expected });
  });

  test("keep their order", () => {
    const { columns } = rowContract(z.object({ b: z.int(), a: z.int() }));
    expect(columns.map(({ name }) => name)).toEqual(["b", "a"]);
  });

  test("an object that holds itself is JSON", () => {
    const Category = z.object({
      name: z.string(),
      get parts() {
        return z.array(Category);
      },
    });
    expect(one(Category).column?.type).toEqual({ kind: "json" });
  });
});

describe("NULL", () => {
  test("nullable and optional allow it, in whatever order", () => {
    for (const type of [
      z.int().nullable(),
      z.int().optional(),
      z.int().nullish(),
      z.int().optional().nullable(),
    ]) {
      expect(one(type)).toEqual({
        column: { name: "value", type: { kind: "int" }, nullable: true },
        rules: [],
      });
    }
  });

  test("without them a missing value fails a rule", () => {
    expect(one(z.int()).rules).toEqual([{ rule: "notNull" }]);
    expect(rowContract(z.object({ id: z.int() })).checks).toEqual([
      { id: "id.notNull", column: "id", rule: "notNull", severity: "reject", implied: true },
    ]);
  });

  test("is one of the values of z.json()", () => {
    expect(one(z.json()).column?.nullable).toBe(true);
  });
});

describe("default", () => {
  test("fills in, so nothing can be missing", () => {
    expect(one(z.int().default(7))).toEqual({
      column: { name: "value", type: { kind: "int" }, nullable: false, default: 7 },
      rules: [],
    });
  });

  test("keeps its JavaScript form", () => {
    const since = new Date("2020-01-01");
    expect(one(z.int64().default(2n ** 60n)).column?.default).toBe(2n ** 60n);
    expect(one(z.date().default(since)).column?.default).toEqual(since);
    expect(one(decimal(5, 2).default("1.50")).column?.default).toBe("1.50");
  });

  test("means nothing behind a step, where the rule stays", () => {
    const { columns, drafts } = contractOf(z.object({ n: z.int().default(7) }), {
      path: "produces",
      defaults: "ignore",
    });
    expect(columns).toEqual([{ name: "n", type: { kind: "int" }, nullable: false }]);
    expect(drafts.map(({ rule }) => rule)).toEqual(["notNull"]);
  });

  test("null as a default is none", () => {
    expect(one(z.int().nullable().default(null)).column).toEqual({
      name: "value",
      type: { kind: "int" },
      nullable: true,
    });
  });

  test("has to be a constant of the type", () => {
    const defaults = [z.string().default(() => crypto.randomUUID()), z.date().default(() => new Date())];
    for (const type of defaults)
      expect(refusal(() => one(type))).toMatch(/changes from call to call.*write a constant/);
    expect(refusal(() => one(z.string().max(3).default("abcd")))).toMatch(
      /the default "abcd" .*write a default/,
    );
  });
});

describe("names", () => {
  const named = (...names: string[]) =>
    refusal(() => rowContract(z.object(Object.fromEntries(names.map((n) => [n, z.int()])))));

  test("of Waybill's own columns", () => {
    expect(named("_waybill_run_id")).toMatch(
      /^contract.name: the column "_waybill_run_id" begins with _waybill_ \(row\._waybill_run_id\)/,
    );
    expect(named("_WAYBILL_X")).toMatch(/begins with _waybill_/);
  });
  test("that differ only in case", () => {
    expect(named("id", "Id")).toMatch(/"id" and "Id" differ only in upper and lower case/);
  });
  test("that are empty, or none at all", () => {
    expect(named(" ")).toMatch(/without a name/);
    expect(named()).toMatch(/^contract.empty: the row contract has no columns/);
  });
});
