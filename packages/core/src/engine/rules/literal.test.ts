import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/column.ts";
import { identifier, text } from "../sql.ts";
import { openScratch, type Scratch } from "../testing/scratch.ts";
import { literal } from "./literal.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const value = async (sql: string) => (await scratch.connection.values(`SELECT ${sql}`))[0]?.[0];
const asText = (sql: string) => value(`CAST(${sql} AS VARCHAR)`);

describe("a value as SQL", () => {
  test("any text arrives as it is, quotes and NUL included", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (given) => {
        expect(await value(text(given))).toBe(given.toWellFormed());
      }),
      { numRuns: 200 },
    );
    expect(await value(text("a\0'; DROP TABLE x; --\0"))).toBe("a\0'; DROP TABLE x; --\0");
  });

  test("any name is an identifier", async () => {
    const names = fc.string({ minLength: 1 }).filter((name) => !name.includes("\0") && name.trim() !== "");
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        expect(await value(`x.${identifier(name)} FROM (SELECT 1 AS ${identifier(name)}) AS x`)).toBe(1);
      }),
      { numRuns: 100 },
    );
  });

  test("integers keep every digit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), async (given) => {
        expect(await asText(literal(given, { kind: "int64" }))).toBe(String(given));
      }),
      { numRuns: 100 },
    );
  });

  test("decimals keep every digit", async () => {
    const type: ColumnType = { kind: "decimal", precision: 28, scale: 4 };
    const given = "123456789012345678901234.5678";
    expect(await asText(literal(given, type))).toBe(given);
    expect(await asText(literal("-.5", type))).toBe("-0.5");
  });

  test.each([
    [2n ** 64n, "int64", "18446744073709551616"],
    [0.5, "int32", "0.5"],
    [Number.POSITIVE_INFINITY, "int", "inf"],
    [0.1, "double", "0.1"],
    [true, "boolean", "true"],
    ["2024-02-29", "date", "2024-02-29"],
    ["23:59:59.999999", "time", "23:59:59.999999"],
    ["2024-01-01T10:00:00", "timestamp", "2024-01-01 10:00:00"],
    ["7d444840-9dc0-11d1-b245-5ffdce74fad2", "uuid", "7d444840-9dc0-11d1-b245-5ffdce74fad2"],
  ] as const)("%s as %s", async (given, kind, expected) => {
    expect(await asText(literal(given, { kind }))).toBe(expected);
  });

  test("a moment keeps its zone", async () => {
    const sql = literal("2024-01-01T00:00:00+02:00", { kind: "timestamptz", js: "text" });
    expect(await asText(sql)).toBe("2023-12-31 22:00:00+00");
  });
});
