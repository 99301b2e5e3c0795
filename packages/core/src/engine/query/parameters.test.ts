import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openScratch, type Scratch } from "../testing/scratch.ts";
import { bindingsFor, parameterProblems } from "./parameters.ts";
import { parseSelect, type Tree } from "./tree.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

async function parse(sql: string): Promise<Tree> {
  const { tree } = await parseSelect(scratch.connection, sql);
  if (!tree) throw new Error(`does not parse: ${sql}`);
  return tree;
}

describe("parameters", () => {
  test("any value is bound, in a COPY too, and never becomes SQL", async () => {
    const tree = await parse("SELECT $value AS value, typeof($value) AS type");
    const values = fc.oneof(
      fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
      fc.constantFrom("'; DROP TABLE x; --", '"', "$value", "\\", "a\0b"),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.double({ noNaN: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const path = scratch.path("bound.parquet");
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        await scratch.connection.copy(tree.sql, path, bindingsFor(tree, { value }));
        const [row] = await scratch.connection.values(`SELECT value FROM read_parquet('${path}')`);
        if (typeof value === "bigint" || typeof value === "number")
          expect(Number(row?.[0])).toBe(Number(value));
        else expect(row?.[0]).toBe(value);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    [1, "INTEGER"],
    [-(2 ** 31), "INTEGER"],
    [2 ** 31, "BIGINT"],
    [1.5, "DOUBLE"],
    [2 ** 60, "DOUBLE"],
    [5n, "BIGINT"],
    [2n ** 63n, "HUGEINT"],
    ["1", "VARCHAR"],
    [true, "BOOLEAN"],
  ])("%s is %s", async (value, type) => {
    const tree = await parse("SELECT typeof($value)");
    expect(await scratch.connection.values(tree.sql, bindingsFor(tree, { value }))).toEqual([[type]]);
  });

  test("what the query does not ask for is left out", async () => {
    const tree = await parse("SELECT $a + $a AS twice");
    expect(await scratch.connection.values(tree.sql, bindingsFor(tree, { a: 2, b: 3 }))).toEqual([[4]]);
  });

  test("a parameter without a value, or without a name", async () => {
    expect(parameterProblems(await parse("SELECT $limit"), { limits: 1 })).toMatchObject([
      { code: "sql.parameter", message: "nothing gives $limit a value", why: "the parameters are limits" },
    ]);
    expect(parameterProblems(await parse("SELECT $toString"), {})).toHaveLength(1);
    expect(parameterProblems(await parse("SELECT ?"), { a: 1 })).toMatchObject([
      { message: "a parameter has no name" },
    ]);
    expect(parameterProblems(await parse("SELECT $a"), { a: null })).toEqual([]);
  });
});
