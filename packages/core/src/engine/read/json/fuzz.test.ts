import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnType } from "../../../contract/column.ts";
import { column } from "../../testing/scratch.ts";
import { duckType } from "../../types.ts";
import { openReader, type TestReader, whole } from "../testing/reader.ts";
import { exactLine } from "./exact-line.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const ROWS = 200;
const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 20 });
const number = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(
      fc.constant("0"),
      digits.map((text) => `1${text}`),
      fc.integer({ min: 0, max: 99 }).map(String),
    ),
    fc.oneof(
      fc.constant(""),
      digits.map((text) => `.${text}`),
      fc.constant(".5"),
    ),
    fc.constantFrom("", "", "", "e2", "E-3", "e+30", "e400"),
  )
  .map((parts) => parts.join(""));
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    "2024-02-29",
    "2023-02-29",
    "2024-01-31T10:00:00Z",
    "2024-01-31 10:00:00.1234567",
    "12",
    "1.5",
    "true",
    "99-01-01",
  ),
  fc.uuid(),
  number,
);
const quoted = text.map((value) => JSON.stringify(value));
const value = fc.oneof(
  { weight: 3, arbitrary: number },
  { weight: 3, arbitrary: quoted },
  fc.constantFrom(
    "true",
    "false",
    "null",
    "{}",
    '{"x": [1.50, "é"]}',
    "[1, 2.25]",
    "nul",
    "01",
    "1.",
    '"\\ud800"',
    '"\\u00e9"',
  ),
);

const TYPES: readonly (readonly [string, ColumnType])[] = [
  ["int32", { kind: "int32" }],
  ["int64", { kind: "int64" }],
  ["decimal", { kind: "decimal", precision: 10, scale: 2 }],
  ["wide decimal", { kind: "decimal", precision: 38, scale: 20 }],
  ["double", { kind: "double" }],
  ["boolean", { kind: "boolean" }],
  ["text", { kind: "text" }],
  ["date", { kind: "date" }],
  ["timestamptz", { kind: "timestamptz", js: "text" }],
  ["uuid", { kind: "uuid" }],
];

describe("whatever a line holds", () => {
  test.each(TYPES)("%s: what is read has every digit, the rest is rejected", async (_name, type) => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: ROWS, maxLength: ROWS }), async (values) => {
        const columns = [column("n", "int32"), column("v", type)];
        const lines = values.map((value, i) => `{"n": ${i}, "other": [${i % 3}], "v": ${value}}`);
        const path = await reader.file("data.ndjson", lines.join("\n"));
        const reading = {
          kind: "files",
          format: { type: "ndjson", compression: "none" },
          slices: [whole(path)],
        } as const;
        const { rows, rejects, writes } = await reader.read(reading, columns);
        const results = lines.map(exactLine(columns));
        const expected = await castApart(
          results.map((result) => ("values" in result ? (result.values[1] ?? null) : undefined)),
          type,
        );
        expect(writes, "lines that seem plain are read by the engine").toBeLessThanOrEqual(2);
        expect(new Map(rows.map(([n, v]) => [Number(n), v]))).toEqual(expected);
        expect(rejects.map(({ line }) => line)).toEqual(
          results.flatMap((result, i) => ("values" in result ? [] : [i + 1])),
        );
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

/** What the engine makes of each text alone; undefined is none of them. */
async function castApart(texts: readonly (string | null | undefined)[], type: ColumnType) {
  const { connection } = reader;
  await connection.run("CREATE OR REPLACE TEMP TABLE apart (n INTEGER, v VARCHAR)");
  const appender = await connection.raw.createAppender("apart");
  for (const [i, text] of texts.entries()) {
    if (text === undefined) continue;
    appender.appendInteger(i);
    if (text === null) appender.appendNull();
    else appender.appendVarchar(text);
    appender.endRow();
  }
  appender.closeSync();
  const rows = await connection.values(`SELECT n, CAST(CAST(v AS ${duckType(type)}) AS VARCHAR) FROM apart`);
  return new Map(rows.map(([n, v]) => [Number(n), v]));
}
