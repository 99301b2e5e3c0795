import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnType } from "../../../contract/column.ts";
import { openScratch, type Scratch } from "../../testing/scratch.ts";
import { duckType } from "../../types.ts";
import { textOf } from "./text-of.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

describe("values that a type has", () => {
  test.each<[ColumnType, unknown, string]>([
    [{ kind: "int32" }, -1, "-1"],
    [{ kind: "int" }, 2 ** 53 - 1, "9007199254740991"],
    [{ kind: "int64" }, 2n ** 63n - 1n, "9223372036854775807"],
    [{ kind: "double" }, -0, "-0"],
    [{ kind: "double" }, 1e300, "1e+300"],
    [{ kind: "decimal", precision: 5, scale: 2 }, "123.4", "123.4"],
    [{ kind: "boolean" }, false, "false"],
    [{ kind: "text" }, "NULL", "NULL"],
    [{ kind: "date" }, "2024-02-29", "2024-02-29"],
    [{ kind: "timestamptz", js: "date" }, new Date(0), "1970-01-01T00:00:00.000Z"],
    [{ kind: "timestamptz", js: "text" }, "2024-02-29T00:00:00+02:00", "2024-02-29T00:00:00+02:00"],
    [{ kind: "json" }, { a: [1, null] }, '{"a":[1,null]}'],
    [{ kind: "bytes" }, new Uint8Array([0, 255]), "\\x00\\xff"],
  ])("%o: %o", (type, value, text) => {
    expect(textOf(type, value)).toEqual({ text });
  });
});

describe("values that a type does not have", () => {
  test.each<[ColumnType, unknown, string]>([
    [{ kind: "int32" }, 2 ** 31, '"2147483648" does not fit into 32 bits'],
    [{ kind: "int" }, 1.5, "the number 1.5 where a whole number is expected"],
    [{ kind: "int" }, 1n, "the bigint 1 where a whole number is expected"],
    [{ kind: "int64" }, 1, "the number 1 where a bigint is expected"],
    [{ kind: "double" }, Number.NaN, '"NaN" is not a number'],
    [{ kind: "float32" }, 1e39, '"1e+39" is too large'],
    [{ kind: "decimal", precision: 5, scale: 2 }, "1.234", '"1.234" has more than 2 digits after the point'],
    [{ kind: "decimal", precision: 5, scale: 2 }, 1.5, "the number 1.5 where a text is expected"],
    [{ kind: "boolean" }, "true", 'the text "true" where true or false is expected'],
    [{ kind: "text" }, "\ud800", '"\ufffd" holds half of a surrogate pair'],
    [{ kind: "date" }, new Date(0), "a Date where a text is expected"],
    [{ kind: "timestamptz", js: "date" }, new Date(Number.NaN), "an invalid Date"],
    [
      { kind: "timestamptz", js: "date" },
      new Date("+010000-01-01"),
      "the year 10000 is not between 1 and 9999",
    ],
    [{ kind: "json" }, 1n, "not JSON: Do not know how to serialize a BigInt"],
    [{ kind: "json" }, () => 1, "a function where a value that JSON can carry is expected"],
    [{ kind: "bytes" }, [1], "a list where a Uint8Array is expected"],
  ])("%o: %o", (type, value, reason) => {
    expect(textOf(type, value)).toEqual({ reason });
  });
});

describe("the engine makes the same value of the text", () => {
  const cast = async (type: ColumnType, value: unknown) => {
    const result = textOf(type, value);
    if (!("text" in result)) throw new TypeError(result.reason);
    const [row] = await scratch.connection.values(`SELECT CAST($v AS ${duckType(type)})`, {
      values: { v: result.text },
      types: {},
    });
    return row?.[0];
  };

  test("doubles", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        expect(await cast({ kind: "double" }, value)).toBe(value);
      }),
      { numRuns: 200 },
    );
  });

  test("whole numbers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), async (value) => {
        expect(await cast({ kind: "int64" }, value)).toBe(value);
      }),
      { numRuns: 100 },
    );
  });

  test("bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (value) => {
        const blob = (await cast({ kind: "bytes" }, value)) as Uint8Array;
        expect(Buffer.from(blob)).toEqual(Buffer.from(value));
      }),
      { numRuns: 100 },
    );
  });
});
