import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../contract/column.ts";
import { codecOf, readColumn, writeColumn } from "./index.ts";
import { batches, chunkOf, connect, listOf } from "./testing/vectors.ts";

const WRONG: readonly (readonly [ColumnType, readonly unknown[]])[] = [
  [{ kind: "int32" }, [1.5, 2 ** 31, "1", 1n, true, Number.NaN]],
  [{ kind: "int" }, [1.5, 2 ** 53, "1", 1n, Number.POSITIVE_INFINITY]],
  [{ kind: "int64" }, [1, 2n ** 63n, "1", -(2n ** 63n) - 1n]],
  [{ kind: "double" }, ["1", Number.NaN, Number.NEGATIVE_INFINITY, 1n]],
  [{ kind: "float32" }, [1e39, Number.NaN, "1"]],
  [{ kind: "boolean" }, [0, 1, "true"]],
  [{ kind: "decimal", precision: 5, scale: 2 }, [12.3, "1234.5", "1.234", 5n]],
  [{ kind: "text" }, [1, true, {}, ["a"]]],
  [{ kind: "uuid" }, ["not a uuid", "00000000000000000000000000000001", 1n]],
  [{ kind: "date" }, ["2023-02-29", "2024-02-29T00:00:00", new Date(0), 0]],
  [{ kind: "time" }, ["24:00:01", "9:00", 0]],
  [{ kind: "timestamp" }, ["2024-02-29T09:05:00Z", "2024-02-29", new Date(0)]],
  [{ kind: "timestamptz", js: "text" }, ["2024-02-29T09:05:00", new Date(0)]],
  [{ kind: "timestamptz", js: "date" }, ["2024-02-29T09:05:00Z", new Date(Number.NaN), 0]],
  [{ kind: "json" }, [() => 1, Symbol("x"), 1n]],
  [{ kind: "bytes" }, ["bytes", [1, 2], new ArrayBuffer(2)]],
];

describe.each(WRONG.map(([type, values]) => [type.kind, type, values] as const))("%s", (_, type, values) => {
  test.each(values.map((value) => [value]))("refuses %s", (value) => {
    const { vector } = chunkOf(type, 2);
    expect(() => writeColumn(vector, [null, value], 2, type)).toThrow(
      expect.objectContaining({ class: "permanent", code: "column.wrong-type", where: "row 2 of the batch" }),
    );
  });

  test("names every refused row, and writes NULL there", () => {
    const { vector } = chunkOf(type, values.length);
    const refused: unknown[] = [];
    codecOf(type).write(vector, values, values.length, (row, value) => refused.push([row, value]));
    expect(refused).toEqual(values.map((value, row) => [row, value]));
    expect(listOf(readColumn(vector, values.length, type))).toEqual(values.map(() => null));
  });
});

test("a message says what was expected and what came", () => {
  const { vector } = chunkOf({ kind: "decimal", precision: 5, scale: 2 }, 1);
  expect(() => writeColumn(vector, [12.3], 1, { kind: "decimal", precision: 5, scale: 2 })).toThrow(
    'expected text such as "0.50", with at most 3 digits before the point and 2 after it, got 12.3 (number)',
  );
});

test("a cycle in JSON says why", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const { vector } = chunkOf({ kind: "json" }, 1);
  expect(() => writeColumn(vector, [cycle], 1, { kind: "json" })).toThrow(
    expect.objectContaining({ why: expect.stringContaining("circular") }),
  );
});

test("an int beyond 2^53 is named, not rounded", async () => {
  const connection = await connect();
  for await (const { vector, n } of batches(connection, "SELECT unnest([1, 9007199254740993])")) {
    expect(() => readColumn(vector, n, { kind: "int" })).toThrow(
      "9007199254740993n (bigint) is not a whole number up to 2^53 - 1",
    );
    expect(listOf(readColumn(vector, n, { kind: "int64" }))).toEqual([1n, 9007199254740993n]);
  }
  connection.closeSync();
});

test("a moment that no Date reaches is named", async () => {
  const connection = await connect();
  const query = "SELECT unnest(['2024-02-29 09:05:00.123456+00', '290000-01-01 00:00:00+00']::TIMESTAMPTZ[])";
  for await (const { vector, n } of batches(connection, query)) {
    const refused: unknown[] = [];
    const values = codecOf({ kind: "timestamptz", js: "date" }).read(vector, n, (row) => refused.push(row));
    expect(listOf(values)).toEqual([new Date("2024-02-29T09:05:00.123Z"), null]);
    expect(refused).toEqual([1]);
  }
  connection.closeSync();
});
