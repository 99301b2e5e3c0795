import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/column.ts";
import { openScratch, type Scratch } from "../testing/scratch.ts";
import { duckType } from "../types.ts";
import { fits } from "./fits.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const decimal = (precision: number, scale: number): ColumnType => ({ kind: "decimal", precision, scale });

describe("types that fit", () => {
  test.each<[string, ColumnType]>([
    ["INTEGER", { kind: "int32" }],
    ["SMALLINT", { kind: "int32" }],
    ["INTEGER", { kind: "int64" }],
    ["UINTEGER", { kind: "int" }],
    ["HUGEINT", { kind: "int" }],
    ["INTEGER", { kind: "double" }],
    ["FLOAT", { kind: "double" }],
    ["DECIMAL(15,2)", { kind: "double" }],
    ["DECIMAL(6,3)", { kind: "float32" }],
    ["DECIMAL(10,2)", decimal(12, 4)],
    ["INTEGER", decimal(10, 0)],
    ["BIGINT", decimal(38, 10)],
    ["ENUM('a', 'b')", { kind: "text" }],
    ["INTEGER[]", { kind: "json" }],
    ["STRUCT(a INTEGER)", { kind: "json" }],
    ["MAP(VARCHAR, INTEGER)", { kind: "json" }],
    ["DATE", { kind: "timestamp" }],
    ["TIMESTAMP WITH TIME ZONE", { kind: "timestamptz", js: "date" }],
  ])("%s into %o", (actual, declared) => {
    expect(fits(actual, declared)).toBe(true);
  });

  test.each<[string, ColumnType]>([
    ["BIGINT", { kind: "int32" }],
    ["UBIGINT", { kind: "int64" }],
    ["BIGINT", { kind: "double" }],
    ["DOUBLE", { kind: "float32" }],
    ["DOUBLE", { kind: "int" }],
    ["VARCHAR", { kind: "int" }],
    ["INTEGER", { kind: "text" }],
    ["DECIMAL(16,2)", { kind: "double" }],
    ["DECIMAL(12,4)", decimal(12, 2)],
    ["DECIMAL(12,2)", decimal(12, 4)],
    ["BIGINT", decimal(18, 0)],
    ["DOUBLE", decimal(18, 2)],
    ["VARCHAR", { kind: "json" }],
    ["TIMESTAMP", { kind: "timestamptz", js: "text" }],
    ["TIMESTAMP WITH TIME ZONE", { kind: "timestamp" }],
    ["TIMESTAMP", { kind: "date" }],
    ["TIMESTAMP_NS", { kind: "timestamp" }],
    ["VARCHAR", { kind: "uuid" }],
    ["INTERVAL", { kind: "time" }],
  ])("%s not into %o", (actual, declared) => {
    expect(fits(actual, declared)).toBe(false);
  });

  test("where decimals fit, every digit arrives", async () => {
    const digits = fc
      .integer({ min: 1, max: 18 })
      .chain((precision) => fc.record({ precision: fc.constant(precision), scale: fc.nat(precision) }));
    await fc.assert(
      fc.asyncProperty(digits, digits, async (from, to) => {
        const type: ColumnType = { kind: "decimal", ...to };
        const whole = "9".repeat(from.precision - from.scale) || "0";
        const value = from.scale > 0 ? `${whole}.${"9".repeat(from.scale)}` : whole;
        const source = `CAST('${value}' AS DECIMAL(${from.precision},${from.scale}))`;
        const [row] = await scratch.connection.values(
          `SELECT TRY_CAST(${source} AS ${duckType(type)}) = ${source}`,
        );
        expect(row?.[0] === true).toBe(fits(`DECIMAL(${from.precision},${from.scale})`, type));
      }),
      { numRuns: 100 },
    );
  });
});
