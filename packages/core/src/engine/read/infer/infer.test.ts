import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnType } from "../../../contract/column.ts";
import { type Connection, type Database, openDatabase } from "../../database.ts";
import { text } from "../../sql.ts";
import { infer } from "./infer.ts";

let folder: string;
let database: Database;
let connection: Connection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-infer-"));
  database = await openDatabase({ tempDirectory: join(folder, "spill") });
  connection = await database.connect();
});
afterAll(async () => {
  connection.close();
  database.close();
  await rm(folder, { recursive: true, force: true });
});

async function inferred(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  await writeFile(path, content);
  return infer(connection, path, {});
}

/** A column `v` beside one that is never empty. */
async function ofValues(values: readonly string[]) {
  const result = await inferred("values.csv", `n,v\n${values.map((value) => `x,${value}\n`).join("")}`);
  const column = result.columns.find(({ name }) => name === "v");
  return { type: column?.type, nullable: column?.nullable, doubts: result.doubts };
}

describe("the type that every value proves", () => {
  test.each<[ColumnType, string[]]>([
    [{ kind: "int" }, ["1", "-2", "0"]],
    [{ kind: "int64" }, ["1", "9007199254740993"]],
    [{ kind: "decimal", precision: 12, scale: 2 }, ["1.50", "2", "-3.25"]],
    [{ kind: "decimal", precision: 32, scale: 10 }, ["123456789012345678.0123456789"]],
    [{ kind: "double" }, ["41.978603", "-87.904842"]],
    [{ kind: "double" }, ["1e3", "2.5"]],
    [{ kind: "boolean" }, ["true", "False"]],
    [{ kind: "date" }, ["2024-02-29", "0099-01-01"]],
    [{ kind: "time" }, ["10:30:00", "23:59:59.5"]],
    [{ kind: "timestamp" }, ["2024-02-29 10:00:00", "2024-02-29T10:00"]],
    [{ kind: "timestamptz", js: "text" }, ["2024-02-29T10:00:00Z", "2024-02-29 10:00:00+02:00"]],
    [{ kind: "uuid" }, ["6ba7b810-9dad-11d1-80b4-00c04fd430c8"]],
    [{ kind: "text" }, ["a", "b"]],
    [{ kind: "text" }, ["00501", "10001"]],
    [{ kind: "text" }, ["2023-02-29"]],
    [{ kind: "text" }, ["2024-02-29", "2024-02-29 10:00:00Z"]],
    [{ kind: "text" }, ["1", "2", "x"]],
    [{ kind: "text" }, ["+4915112345678", "+4930123456"]],
    [{ kind: "int" }, ["+3", "-2"]],
    [{ kind: "text" }, ["1e5", "2E7"]],
    [{ kind: "text" }, ["12e3", "77"]],
    [{ kind: "double" }, ["1e+05", "2e7"]],
    [{ kind: "text" }, ["007.50", "1.25"]],
    [{ kind: "text" }, ["NaN", "1.5"]],
  ])("%o", async (type, values) => {
    expect((await ofValues(values)).type).toEqual(type);
  });

  test("NULL was seen, or not", async () => {
    expect(await ofValues(["1", ""])).toMatchObject({ type: { kind: "int" }, nullable: true });
    expect(await ofValues(["1", "2"])).toMatchObject({ nullable: false });
    expect(await ofValues(["a", '""'])).toMatchObject({ type: { kind: "text" }, nullable: false });
  });
});

describe("what is not certain is said", () => {
  test.each([
    [["00501"], '`v` looks like a number, but "00501" has a leading zero: kept as text'],
    [["001", "002", "010"], '`v` looks like a number, but "001" has a leading zero: kept as text'],
    [["007.50", "1.25"], '`v` looks like a number, but "007.50" has a leading zero: kept as text'],
    [
      ["4930123456", "+4915112345678"],
      '`v` looks like a number, but "+4915112345678" begins with a plus that a number would lose: kept as text',
    ],
    [
      ["77", "12e3"],
      '`v` may hold numbers or codes: "12e3" would be read as 12000: kept as text (a number: z.number())',
    ],
    [
      ["1.5", "NaN", "-inf"],
      '`v` holds "NaN" beside 1 number, and a number has to be finite: kept as text (as NULL: nulls: ["", "NaN"])',
    ],
    [
      ["Infinity"],
      '`v` holds "Infinity" beside 0 numbers, and a number has to be finite: kept as text (as NULL: nulls: ["", "Infinity"])',
    ],
    [["00501", "10001"], '`v` looks like a number, but "00501" has a leading zero: kept as text'],
    [
      ["03/04/2024", "05/06/2024"],
      '`v` holds dates such as "03/04/2024", and which part is the day is not certain: kept as text (see dateFormat)',
    ],
    [["1", "2", "3", "n/a"], '`v` is a number in 3 of 4 rows, but "n/a" is none: kept as text (see nulls)'],
    [["", ""], "`v` is empty throughout: kept as text"],
    [["9007199254740993"], "`v` holds whole numbers beyond 2^53: z.int64(), which is a bigint in JavaScript"],
    [["1.50"], "`v` has up to 2 digits after the point: decimal(12, 2); a row with more is rejected"],
    [["2024-01-31 10:00:00"], "`v` holds timestamps without a zone: kept as they are, in local time"],
  ])("%o", async (values, doubt) => {
    expect((await ofValues(values)).doubts).toEqual([doubt]);
  });

  test("a file without a header, in another encoding, with rows of another length", async () => {
    const { columns, doubts, sampledRows } = await inferred(
      "odd.csv",
      Buffer.from("1,caf\xe9\n2\n3,x\n", "latin1"),
    );
    expect(columns.map(({ name }) => name)).toEqual(["column_1", "column_2"]);
    expect(sampledRows).toBe(3);
    expect(doubts).toEqual([
      "the file seems to have no header: the columns are named by their place",
      "the file is not UTF-8: it is read as latin-1",
      "1 of 3 rows do not have 2 fields",
    ]);
  });

  test("columns that no contract can name are left out", async () => {
    const { columns, doubts } = await inferred("names.csv", ",id,_waybill_x\n0,1,2\n");
    expect(columns.map(({ name }) => name)).toEqual(["id"]);
    expect(doubts).toEqual([
      "column 1 is left out: it has no name",
      "column 3 is left out: names with _waybill_ are Waybill's own",
    ]);
  });

  test("only the beginning of a large file is looked at", async () => {
    const row = `1,${"x".repeat(1000)}\n`;
    const { sampledRows, doubts } = await inferred("large.csv.gz", gzipSync(`id,name\n${row.repeat(6000)}`));
    expect(sampledRows).toBeLessThan(6000);
    expect(doubts).toEqual([`only the first ${sampledRows} rows were looked at`]);
  });

  test("a file without anything in it", async () => {
    const empty = { class: "permanent", code: "file.empty", next: expect.stringMatching(/has some rows$/) };
    await expect(inferred("empty.csv", "")).rejects.toMatchObject({
      ...empty,
      where: join(folder, "empty.csv"),
      why: "it has 0 bytes, neither a header nor a row",
    });
    await expect(inferred("empty.csv.gz", gzipSync(""))).rejects.toMatchObject({
      ...empty,
      why: "unpacked (gzip) it has 0 bytes, neither a header nor a row",
    });
    await expect(inferred("blank.csv", "\n")).rejects.toMatchObject({ code: "file.no-columns" });
  });

  test("what is no file", async () => {
    await expect(infer(connection, "/dev/null", {})).rejects.toMatchObject({ code: "file.not-regular" });
  });
});

describe("JSON says its kinds itself", () => {
  const rows = [
    { id: 1, big: 2, zip: "00501", price: 1.5, at: "2024-01-31T10:00:00Z", tags: ["a"], ok: true, odd: 1 },
    { id: 2, zip: "10001", price: 2, at: "2024-02-01T10:00:00Z", tags: [], ok: false, odd: "x", late: null },
  ];
  const kinds = {
    id: "int",
    big: "int",
    zip: "text",
    price: "double",
    at: "timestamptz",
    tags: "json",
    ok: "boolean",
    odd: "double",
    late: "text",
  };

  test.each([
    ["ndjson", rows.map((row) => JSON.stringify(row)).join("\n")],
    ["json", JSON.stringify(rows, null, 2)],
  ])("%s", async (type, content) => {
    const result = await inferred(`rows.${type}`, content);
    expect(result.format).toEqual({ type, compression: "none" });
    expect(Object.fromEntries(result.columns.map(({ name, type }) => [name, type.kind]))).toEqual(kinds);
    expect(result.columns.filter(({ nullable }) => nullable).map(({ name }) => name)).toEqual([
      "big",
      "late",
    ]);
    expect(result.doubts).toContain(
      "`odd` has values of several kinds (1 × number, 1 × text): double; rows with another are rejected",
    );
  });

  test("texts that are numbers to look at were meant as texts, and nothing is doubted", async () => {
    const { columns, doubts } = await inferred(
      "texts.ndjson",
      '{"zip": "00501", "phone": "+4915112345678", "code": "1e5", "n": "7", "b": "true"}\n',
    );
    expect(columns.map(({ type }) => type.kind)).toEqual(["text", "text", "text", "text", "text"]);
    expect(doubts).toEqual([]);
  });

  test("numbers with more digits than a double has", async () => {
    const { columns } = await inferred(
      "digits.ndjson",
      '{"a": 12345678901234567890.25, "b": 9007199254740993}\n',
    );
    expect(columns.map(({ type }) => type)).toEqual([
      { kind: "decimal", precision: 26, scale: 2 },
      { kind: "int64" },
    ]);
  });

  test("fractions as a double is written, however small", async () => {
    const { columns, doubts } = await inferred(
      "small.ndjson",
      '{"a": 0.000012345678901234567}\n{"a": 12.5}\n',
    );
    expect(columns[0]?.type).toEqual({ kind: "double" });
    expect(doubts).toEqual([]);
  });

  test("one object over many lines is no file of rows", async () => {
    await expect(inferred("object.json", '{\n"a": 1\n}\n')).rejects.toMatchObject({
      code: "file.no-columns",
      why: "3 of 3 rows are no JSON objects",
    });
  });

  test("lines that are no objects are counted", async () => {
    expect((await inferred("bad.ndjson", '{"a": 1}\n[1]\n{"a"\n')).doubts).toEqual([
      "2 of 3 rows are no JSON objects",
    ]);
  });
});

describe("Parquet says its types itself", () => {
  test("types, and whether NULL occurs", async () => {
    const path = join(folder, "types.parquet");
    await connection.run(
      `COPY (SELECT 1::TINYINT AS a, 2::BIGINT AS b, 1.5::DECIMAL(9,3) AS c, NULL::DATE AS d, [1] AS e, {'x': 1} AS f, 1::UBIGINT AS g) TO ${text(path)} (FORMAT parquet)`,
    );
    const { columns, doubts, sampledRows } = await infer(connection, path, {});
    expect(columns.map(({ name, type, nullable }) => [name, type.kind, nullable])).toEqual([
      ["a", "int32", false],
      ["b", "int64", false],
      ["c", "decimal", false],
      ["d", "date", true],
      ["e", "json", false],
      ["f", "json", false],
      ["g", "decimal", false],
    ]);
    expect(sampledRows).toBe(1);
    expect(doubts).toEqual([
      "`e` is INTEGER[]: kept as JSON",
      "`f` is STRUCT(x INTEGER): kept as JSON",
      "`g` is UBIGINT: kept as decimal(38, 0)",
    ]);
  });
});
