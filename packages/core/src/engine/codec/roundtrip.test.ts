import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/column.ts";
import { duckType } from "../types.ts";
import { dateText } from "./calendar.ts";
import { decimalText } from "./decimal-text.ts";
import { readColumn, writeColumn } from "./index.ts";
import { asEngineText, chunkOf, connect, listOf } from "./testing/vectors.ts";
import { timestampText } from "./timestamp-text.ts";

const decimal = (precision: number, scale: number) => ({
  type: { kind: "decimal", precision, scale } as const,
  value: fc
    .bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n })
    .map((unscaled) => decimalText(unscaled, scale)),
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    "",
    "\0",
    "NULL",
    "a\0b",
    "twelve bytes",
    "thirteen byte",
    "💙".repeat(4),
    "\ud83d",
    "\ude00",
    "é".repeat(7),
  ),
);
const moment = fc.bigInt({ min: -(2n ** 63n) + 3n, max: 2n ** 63n - 3n }).map(timestampText);

interface Case {
  readonly type: ColumnType;
  readonly value: fc.Arbitrary<unknown>;
  /** What comes back, where it is another value. */
  readonly back?: (value: unknown) => unknown;
}
const CASES: readonly Case[] = [
  { type: { kind: "int32" }, value: fc.integer() },
  { type: { kind: "int" }, value: fc.maxSafeInteger() },
  { type: { kind: "int64" }, value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  { type: { kind: "double" }, value: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { type: { kind: "float32" }, value: fc.float({ noNaN: true, noDefaultInfinity: true }) },
  { type: { kind: "boolean" }, value: fc.boolean() },
  decimal(4, 2),
  decimal(9, 0),
  decimal(18, 6),
  decimal(38, 10),
  decimal(38, 38),
  { type: { kind: "text" }, value: anyText, back: (value) => (value as string).toWellFormed() },
  { type: { kind: "uuid" }, value: fc.uuid() },
  { type: { kind: "date" }, value: fc.integer({ min: -(2 ** 31) + 2, max: 2 ** 31 - 2 }).map(dateText) },
  { type: { kind: "date" }, value: fc.constantFrom("infinity", "-infinity", "0001-01-01", "0099-12-31") },
  {
    type: { kind: "time" },
    value: fc.integer({ min: 0, max: 86_399 }).map((s) => new Date(s * 1000).toISOString().slice(11, 19)),
  },
  { type: { kind: "timestamp" }, value: fc.oneof(moment, fc.constantFrom("infinity", "-infinity")) },
  { type: { kind: "timestamptz", js: "text" }, value: moment.map((text) => `${text}Z`) },
  { type: { kind: "timestamptz", js: "date" }, value: fc.date({ noInvalidDate: true }) },
  {
    type: { kind: "json" },
    value: fc.jsonValue().filter((value) => value !== null),
    back: (value) => JSON.parse(JSON.stringify(value).toWellFormed()) as unknown,
  },
  { type: { kind: "bytes" }, value: fc.uint8Array({ maxLength: 40 }).map((bytes) => Uint8Array.from(bytes)) },
];

const name = ({ type }: Case) => (type.kind === "timestamptz" ? `timestamptz as ${type.js}` : duckType(type));

describe.each(CASES.map((each) => [name(each), each] as const))(
  "%s",
  (_, { type, value, back = (same) => same }) => {
    const column = fc.array(fc.option(value, { freq: 4 }), { maxLength: 200 });

    test("what is written is read again, null and all", () => {
      fc.assert(
        fc.property(column, (values) => {
          const { vector } = chunkOf(type, values.length);
          writeColumn(vector, values, values.length, type);
          const expected = values.map((each) => (each === null ? null : back(each)));
          expect(listOf(readColumn(vector, values.length, type))).toEqual(expected);
        }),
        { numRuns: 30 },
      );
    });

    test("a vector that is used again holds nothing of the batch before", () => {
      fc.assert(
        fc.property(column, column, (first, second) => {
          const { vector } = chunkOf(type, 200);
          for (const values of [first, second]) {
            writeColumn(vector, values, values.length, type);
            const expected = values.map((each) => (each === null ? null : back(each)));
            expect(listOf(readColumn(vector, values.length, type))).toEqual(expected);
          }
        }),
        { numRuns: 10 },
      );
    });

    test("a full batch of 2048", () => {
      const some = fc.sample(value, { numRuns: 50, seed: 7 });
      const values = Array.from({ length: 2048 }, (__, row) =>
        row % 11 === 0 ? undefined : some[row % some.length],
      );
      const { vector } = chunkOf(type, 2048);
      writeColumn(vector, values, 2048, type);
      const expected = values.map((each) => (each === undefined ? null : back(each)));
      expect(listOf(readColumn(vector, 2048, type))).toEqual(expected);
    });
  },
);

describe("the engine reads what was written", () => {
  let connection: Awaited<ReturnType<typeof connect>>;
  beforeAll(async () => {
    connection = await connect();
  });

  test.each<[ColumnType, unknown[], unknown[]]>([
    [{ kind: "int32" }, [1, null, -2_147_483_648], ["1", null, "-2147483648"]],
    [{ kind: "int" }, [2 ** 53 - 1, -(2 ** 40) - 3], ["9007199254740991", "-1099511627779"]],
    [{ kind: "int64" }, [2n ** 63n - 1n, -1n], ["9223372036854775807", "-1"]],
    [{ kind: "double" }, [0.1, -2.5e300], ["0.1", "-2.5e+300"]],
    [{ kind: "boolean" }, [true, false, null], ["true", "false", null]],
    [{ kind: "decimal", precision: 4, scale: 2 }, ["12.30", "-0.05"], ["12.30", "-0.05"]],
    [{ kind: "decimal", precision: 18, scale: 3 }, ["-123456789012345.678"], ["-123456789012345.678"]],
    [
      { kind: "decimal", precision: 38, scale: 10 },
      ["-1234567890123456789012345678.0123456789"],
      ["-1234567890123456789012345678.0123456789"],
    ],
    [
      { kind: "text" },
      ["", "short", "é", "a long text with an é in it", null],
      ["", "short", "é", "a long text with an é in it", null],
    ],
    [
      { kind: "uuid" },
      ["00000000-0000-0000-0000-000000000001", "FFFFFFFF-0000-4000-8000-000000000000"],
      ["00000000-0000-0000-0000-000000000001", "ffffffff-0000-4000-8000-000000000000"],
    ],
    [
      { kind: "date" },
      ["2024-02-29", "0099-12-31", "-000044-03-15", "infinity"],
      ["2024-02-29", "0099-12-31", "0045-03-15 (BC)", "infinity"],
    ],
    [{ kind: "time" }, ["09:05:00.000001"], ["09:05:00.000001"]],
    [
      { kind: "timestamp" },
      ["2024-02-29T09:05:00.25", "1969-12-31T23:59:59.999999"],
      ["2024-02-29 09:05:00.25", "1969-12-31 23:59:59.999999"],
    ],
    [{ kind: "timestamptz", js: "text" }, ["2024-02-29T10:05:00+01:00"], ["2024-02-29 09:05:00+00"]],
    [
      { kind: "timestamptz", js: "date" },
      [new Date("2024-02-29T09:05:00.123Z")],
      ["2024-02-29 09:05:00.123+00"],
    ],
    [{ kind: "json" }, [{ a: [1, "x"] }, 5, "text"], ['{"a":[1,"x"]}', "5", '"text"']],
    [
      { kind: "bytes" },
      [Uint8Array.of(0, 255, 65), new Uint8Array(20).fill(66)],
      ["\\x00\\xFFA", "B".repeat(20)],
    ],
  ])("%j", async (type, values, expected) => {
    const { chunk, vector } = chunkOf(type, values.length);
    writeColumn(vector, values, values.length, type);
    expect(await asEngineText(connection, chunk, duckType(type))).toEqual(expected);
  });
});
