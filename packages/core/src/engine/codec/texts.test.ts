import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readColumn, writeColumn } from "./index.ts";
import { batches, chunkOf, connect, listOf } from "./testing/vectors.ts";

const TEXT = { kind: "text" } as const;

// Each lays the texts out in another way: in order, backwards, in a dictionary, shared, overlapping, far apart.
const LAYOUTS: readonly (readonly [string, string, string])[] = [
  ["a query", "", "SELECT 'number ' || i || repeat('x', (i % 40)::INT) FROM range(5000) t(i)"],
  [
    "a table",
    "CREATE TABLE t AS SELECT 'number ' || i || repeat('é', (i % 20)::INT) AS s FROM range(5000) t(i)",
    "SELECT s FROM t",
  ],
  [
    "a dictionary",
    "CREATE TABLE t AS SELECT ['a text of many rows', 'another one of them, long', 'short', NULL, 'æøå æøå æøå'][(hash(i) % 5)::INT + 1] AS s FROM range(5000) t(i)",
    "SELECT s FROM t",
  ],
  [
    "parts of one text",
    "",
    "SELECT substring(repeat('abcdefghij', 300), (hash(i) % 2900)::INT + 1, (i % 90)::INT) FROM range(3000) t(i)",
  ],
  ["one text for all", "", "SELECT 'always the same text' FROM range(3000)"],
  ["longer than a run", "", "SELECT repeat(chr((97 + i % 26)::INT), 300000 + i::INT) FROM range(12) t(i)"],
  [
    "a few between many nulls",
    "",
    "SELECT CASE WHEN i % 97 = 0 THEN 'the text of row ' || i END FROM range(5000) t(i)",
  ],
  [
    "random order",
    "CREATE TABLE t AS SELECT md5(i::VARCHAR) || 'x' AS s FROM range(5000) t(i)",
    "SELECT s FROM t ORDER BY hash(s)",
  ],
];

describe("texts are read as the engine has them, laid out as", () => {
  test.each(LAYOUTS)("%s", async (_, setup, query) => {
    const connection = await connect();
    if (setup !== "") await connection.run(setup);
    const read: unknown[] = [];
    for await (const { vector, n } of batches(connection, query))
      read.push(...listOf(readColumn(vector, n, TEXT)));
    expect(read).toEqual((await connection.runAndReadAll(query)).getColumnsJS()[0]);
    connection.closeSync();
  });

  test("Parquet, with and without a dictionary", async () => {
    const connection = await connect();
    await connection.run(
      "CREATE TABLE t AS SELECT 'row ' || i || ' of the file' AS a FROM range(20000) t(i)",
    );
    const folder = await mkdtemp(`${tmpdir()}/codec-`);
    const query = `SELECT CASE WHEN i % 9 = 0 THEN NULL ELSE s END FROM '${folder}/t.parquet'`;
    await connection.run(
      `COPY (SELECT i, CASE WHEN i < 9000 THEN 'one of ' || i % 7 || ' long texts' ELSE 'row ' || hash(i) END AS s FROM range(20000) t(i)) TO '${folder}/t.parquet'`,
    );
    const read: unknown[] = [];
    for await (const { vector, n } of batches(connection, query))
      read.push(...listOf(readColumn(vector, n, TEXT)));
    expect(read).toEqual((await connection.runAndReadAll(query)).getColumnsJS()[0]);
    connection.closeSync();
    await rm(folder, { recursive: true });
  });
});

test("the halves of a pair in two texts stay two texts", () => {
  const values = [
    "a long text that ends in \ud83d",
    "\ude00 and one that begins so",
    "ascii",
    "\ud83d",
    "\ude00",
  ];
  const { vector } = chunkOf(TEXT, values.length);
  writeColumn(vector, values, values.length, TEXT);
  expect(listOf(readColumn(vector, values.length, TEXT))).toEqual(
    values.map((value) => value.toWellFormed()),
  );
});

test("texts of all lengths around the limit of a cell", () => {
  const sizes = fc.array(fc.tuple(fc.integer({ min: 9, max: 16 }), fc.constantFrom("x", "é", "€", "💙")), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(sizes, (made) => {
      const values = made.map(([length, unit]) => unit.repeat(length));
      const { vector } = chunkOf(TEXT, values.length);
      writeColumn(vector, values, values.length, TEXT);
      expect(listOf(readColumn(vector, values.length, TEXT))).toEqual(values);
    }),
    { numRuns: 50 },
  );
});
