import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Column } from "../../contract/column.ts";
import type { FileFormat } from "../../sources/source.ts";
import { text } from "../sql.ts";
import { column } from "../testing/scratch.ts";
import { CSV, openReader, type TestReader, whole } from "./testing/reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const columns: readonly Column[] = [
  column("n", "int32"),
  column("name", "text"),
  column("big", "int64"),
  column("amount", { kind: "decimal", precision: 38, scale: 10 }),
  column("day", "date"),
  column("at", "timestamp"),
  column("seen", { kind: "timestamptz", js: "text" }),
  column("ratio", "double"),
  column("ok", "boolean"),
  column("key", "uuid"),
  column("more", "json"),
];

type Values = readonly (string | null)[];
const KEY = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

/** Each row as it has to come out again, value by value. */
const ROWS: readonly Values[] = [
  [
    "1",
    "",
    "9007199254740993",
    "0.0000000001",
    "0001-01-01",
    "0001-01-01 00:00:00",
    "0099-03-01 00:00:00+00",
    "0.1",
    "true",
    KEY,
    '{"a":[1,"x"]}',
  ],
  [
    "2",
    "NULL",
    "9223372036854775807",
    "1234567890123456789012345678.0123456789",
    "9999-12-31",
    "9999-12-31 23:59:59.999999",
    "2024-02-29 23:59:59.000001+00",
    "-1e-300",
    "false",
    KEY,
    "[]",
  ],
  [
    "3",
    "\\N",
    "-9223372036854775808",
    "-1234567890123456789012345678.0123456789",
    "0099-01-01",
    "1969-12-31 23:59:59.123456",
    "1970-01-01 00:00:00+00",
    "1e+300",
    "true",
    KEY,
    '"text"',
  ],
  [
    "4",
    'say "hi", she\nsaid\r\nthen',
    "0",
    "0.0000000000",
    "2024-02-29",
    "2024-02-29 12:00:00",
    "2024-02-29 12:00:00+00",
    "123456789.125",
    "false",
    KEY,
    "null",
  ],
  [
    "5",
    "emoji 👩‍👩‍👧 ünï \u0001",
    "-1",
    "-0.5000000000",
    "1970-01-01",
    "1970-01-01 00:00:00.000001",
    "1999-12-31 23:59:59+00",
    "0.0",
    "true",
    KEY,
    "1.5",
  ],
  [
    "6",
    " blanks ",
    "42",
    "99.9900000000",
    "2000-01-01",
    "2000-01-01 00:00:00",
    "2000-01-01 00:00:00+00",
    "2.0",
    "false",
    KEY,
    "true",
  ],
  ["7", null, null, null, null, null, null, null, null, null, null],
  [
    "8",
    "x".repeat(300_000),
    "1",
    "1.0000000000",
    "2024-01-01",
    "2024-01-01 00:00:00",
    "2024-01-01 00:00:00+00",
    "1.0",
    "true",
    KEY,
    "{}",
  ],
];

const csv = (rows: readonly Values[], end = "\n"): string => {
  const quote = (value: string | null) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`);
  const lines = rows.map((row) => row.map(quote).join(","));
  return [columns.map(({ name }) => name).join(","), ...lines, ""].join(end);
};

const UNQUOTED = new Set(["int32", "int64", "decimal", "double", "boolean", "json"]);
const member = ({ name, type }: Column, value: string | null): string =>
  `${JSON.stringify(name)}: ${value === null || UNQUOTED.has(type.kind) ? value : JSON.stringify(value)}`;
const object = (row: Values): string => `{${columns.map((column, i) => member(column, row[i]!)).join(", ")}}`;
const ndjson = (rows: readonly Values[]): string => rows.map((row) => `${object(row)}\n`).join("");
const list = (rows: readonly Values[]): string => `[\n  ${rows.map(object).join(",\n  ")}\n]\n`;

/** JSON's null is NULL, so no JSON column of a JSON file holds the text `null`. */
const jsonRows = (rows: readonly Values[]): readonly Values[] =>
  rows.map((row) => row.map((value, i) => (columns[i]?.name === "more" && value === "null" ? null : value)));
const same = (rows: readonly Values[]): readonly Values[] => rows;

const FORMATS: readonly {
  name: string;
  format: FileFormat;
  write: (rows: readonly Values[]) => string;
  expected: (rows: readonly Values[]) => readonly Values[];
}[] = [
  { name: "csv", format: CSV, write: (rows) => csv(rows), expected: same },
  { name: "csv with CR LF", format: CSV, write: (rows) => csv(rows, "\r\n"), expected: same },
  { name: "csv with a mark", format: CSV, write: (rows) => `\ufeff${csv(rows)}`, expected: same },
  { name: "ndjson", format: { type: "ndjson", compression: "none" }, write: ndjson, expected: jsonRows },
  {
    name: "ndjson with a mark",
    format: { type: "ndjson", compression: "none" },
    write: (rows) => `\ufeff${ndjson(rows)}`,
    expected: jsonRows,
  },
  { name: "json", format: { type: "json", compression: "none" }, write: list, expected: jsonRows },
];
const PACKED = [
  ["as it is", (content: string) => Buffer.from(content)],
  ["with gzip", (content: string) => gzipSync(content)],
  ["with zstd", (content: string) => zstdCompressSync(content)],
] as const;

const byNumber = (rows: readonly Values[]): readonly Values[] =>
  [...rows].sort((a, b) => Number(a[0]) - Number(b[0]));

describe.each(FORMATS)("$name", ({ format, write, expected }) => {
  test.each(PACKED)("every value comes back, %s", async (_how, pack) => {
    const path = await reader.file("fidelity", pack(write(ROWS)));
    const { rows, rejects } = await reader.read({ kind: "files", format, slices: [whole(path)] }, columns);
    expect(rejects).toEqual([]);
    expect(byNumber(rows)).toEqual(expected(ROWS));
  });

  test.each([0, 1])("%s rows", async (count) => {
    const path = await reader.file("few", write(ROWS.slice(0, count)));
    const { rows } = await reader.read({ kind: "files", format, slices: [whole(path)] }, columns);
    expect(rows).toEqual(expected(ROWS.slice(0, count)));
  });
});

describe("parquet", () => {
  test("every value comes back", async () => {
    const path = await reader.file("fidelity.csv", csv(ROWS));
    const copy = `${reader.folder}/fidelity.parquet`;
    const types =
      "{n: 'INTEGER', name: 'VARCHAR', big: 'BIGINT', amount: 'DECIMAL(38,10)', day: 'DATE', 'at': 'TIMESTAMP', seen: 'TIMESTAMPTZ', ratio: 'DOUBLE', ok: 'BOOLEAN', key: 'UUID', more: 'JSON'}";
    await reader.connection.run(
      `COPY (FROM read_csv(${text(path)}, auto_detect = false, header = true, quote = '"', escape = '"', new_line = '\\n', allow_quoted_nulls = false, columns = ${types})) TO ${text(copy)}`,
    );
    const { rows, rejects } = await reader.read(
      { kind: "files", format: { type: "parquet" }, slices: [whole(copy)] },
      columns,
    );
    expect(rejects).toEqual([]);
    expect(byNumber(rows)).toEqual(ROWS);
  });
});

describe("the texts that mean NULL", () => {
  const pair = [column("n", "int32"), column("name", "text")];
  test("only without quotes", async () => {
    const content = 'n,name\n1,\n2,""\n3,NULL\n4,"NULL"\n5,\\N\n6,"\\N"\nNULL,x\n';
    const { rows } = await reader.csv(content, pair, { nulls: ["", "NULL", "\\N"] });
    expect(rows).toEqual([
      ["1", null],
      ["2", ""],
      ["3", null],
      ["4", "NULL"],
      ["5", null],
      ["6", "\\N"],
      [null, "x"],
    ]);
  });
  test("none, where the author says so", async () => {
    const { rows, rejects } = await reader.csv("n,name\n1,\n,x\n", pair, { nulls: [] });
    expect(rows).toEqual([["1", ""]]);
    expect(rejects).toMatchObject([{ line: 3, column: "n" }]);
  });
});

describe("large shapes", () => {
  test("a thousand columns", async () => {
    const wide = Array.from({ length: 1000 }, (_, i) => column(`c${i}`, i % 2 === 0 ? "int32" : "text"));
    const header = wide.map(({ name }) => name).join(",");
    const row = wide.map((_, i) => String(i)).join(",");
    expect((await reader.csv(`${header}\n${row}\n`, wide)).rows).toEqual([wide.map((_, i) => String(i))]);
  });

  test("a value of eight million characters with line ends", async () => {
    const long = "line\n".repeat(1_600_000);
    const pair = [column("n", "int32"), column("name", "text")];
    const { rows } = await reader.csv(`n,name\n1,"${long}"\n2,y\n`, pair);
    expect(byNumber(rows).map(([, name]) => name?.length)).toEqual([long.length, 1]);
  });
});
