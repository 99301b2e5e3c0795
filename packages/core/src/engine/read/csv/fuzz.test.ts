import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnType } from "../../../contract/column.ts";
import { column } from "../../testing/scratch.ts";
import { duckType } from "../../types.ts";
import { judgeOf } from "../exact/judge.ts";
import { openReader, type TestReader } from "../testing/reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const ROWS = 300;
const digit = fc.constantFrom(..."0123456789");
const digits = (max: number) => fc.string({ unit: digit, maxLength: max });
/** Characters of numbers and times, in any order, and words that engines know. */
const noise = fc.string({ unit: fc.constantFrom(..."0123456789.eE+-_x: TZ/"), maxLength: 14 });
const word = fc.constantFrom(
  "inf",
  "nan",
  "Infinity",
  "epoch",
  "true",
  "t",
  "no",
  "NULL",
  "0x1F",
  "1_000",
  "today",
  "",
);
const number = fc
  .tuple(fc.constantFrom("", "-", "+", " "), digits(12), fc.constantFrom("", ".", "e", "e-", "E+"), digits(6))
  .map((parts) => parts.join(""));
const two = fc.integer({ min: 0, max: 70 }).map((n) => String(n).padStart(2, "0"));
const day = fc
  .tuple(fc.constantFrom("2024", "0099", "99", "9999", "0001", "0000"), fc.constantFrom("-", "/"), two, two)
  .map(([year, mark, month, day]) => [year, month, day].join(mark));
const clock = fc
  .tuple(
    two,
    two,
    two,
    fc.constantFrom("", ".5", ".123456", ".1234567", ".1000000"),
    fc.constantFrom("", "Z", "+02", "+00:00", " -0530"),
  )
  .map(([h, m, s, fraction, offset]) => `${h}:${m}:${s}${fraction}${offset}`);
const moment = fc.tuple(day, fc.constantFrom(" ", "T", "  "), clock).map((parts) => parts.join(""));

const TYPES: readonly (readonly [string, ColumnType, fc.Arbitrary<string>])[] = [
  ["int32", { kind: "int32" }, fc.oneof(number, noise, word)],
  ["int64", { kind: "int64" }, fc.oneof(number, noise, word, digits(22))],
  ["decimal", { kind: "decimal", precision: 10, scale: 2 }, fc.oneof(number, noise, word)],
  ["wide decimal", { kind: "decimal", precision: 38, scale: 10 }, fc.oneof(number, digits(40), word)],
  ["double", { kind: "double" }, fc.oneof(number, noise, word)],
  ["date", { kind: "date" }, fc.oneof(day, moment, noise, word)],
  ["time", { kind: "time" }, fc.oneof(clock, noise, word)],
  ["timestamp", { kind: "timestamp" }, fc.oneof(day, moment, noise, word)],
  ["timestamptz", { kind: "timestamptz", js: "text" }, fc.oneof(day, moment, word)],
  ["boolean", { kind: "boolean" }, fc.oneof(word, noise)],
];

describe("whatever is written in a column", () => {
  test.each(TYPES)("%s: exactly the texts that are judged readable are read", async (_name, type, text) => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: ROWS, maxLength: ROWS }), async (texts) => {
        const judge = judgeOf(type);
        const lines = texts.map((value, i) => `${i},"${value}"\n`).join("");
        const columns = [column("n", "int32"), column("v", type)];
        const { rows, rejects } = await reader.csv(`n,v\n${lines}`, columns, { header: true });
        const good = texts.map((value, i) => [value, i] as const).filter(([value]) => judge(value) === null);
        const read = rows.map(([n]) => Number(n)).sort((a, b) => a - b);
        const wrong = read.filter((i) => judge(texts[i]!) !== null).map((i) => texts[i]);
        expect(wrong).toEqual([]);
        expect(read).toEqual(good.map(([, i]) => i));
        expect(rejects.map(({ line }) => line)).toEqual(
          texts.flatMap((value, i) => (judge(value) === null ? [] : [i + 2])),
        );
        expect(new Map(rows.map(([n, v]) => [Number(n), v]))).toEqual(await castApart(good, type));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

/** What the engine makes of each text alone: good texts lose nothing in a cast. */
async function castApart(good: readonly (readonly [string, number])[], type: ColumnType) {
  if (good.length === 0) return new Map();
  const values = good.map(([text, i]) => `(${i}, '${text}')`).join(", ");
  const rows = await reader.connection.values(
    `SELECT n, CAST(CAST(v AS ${duckType(type)}) AS VARCHAR) FROM (VALUES ${values}) AS t(n, v)`,
  );
  return new Map(rows.map(([n, v]) => [Number(n), v]));
}
