import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Column, ColumnType } from "../../../contract/column.ts";
import type { FileSlice } from "../../../sources/source.ts";
import { text } from "../../sql.ts";
import { column } from "../../testing/scratch.ts";
import { openReader, type TestReader, whole } from "../testing/reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

async function written(query: string, options = ""): Promise<string> {
  const path = `${reader.folder}/data.parquet`;
  await reader.connection.run(`COPY (${query}) TO ${text(path)} (FORMAT parquet${options})`);
  return path;
}
const read = (slices: readonly FileSlice[], columns: readonly Column[]) =>
  reader.read({ kind: "files", format: { type: "parquet" }, slices }, columns);

describe("Parquet files", () => {
  test("columns are found by name; others are not looked at", async () => {
    const path = await written("SELECT 'x' AS b, 1.5 AS other, 1::INTEGER AS a");
    expect(await read([whole(path)], [column("a", "int32"), column("b", "text")])).toEqual({
      rows: [["1", "x"]],
      rejects: [],
      writes: 1,
    });
  });

  test("no rows", async () => {
    const path = await written("SELECT 1::INTEGER AS a WHERE false");
    expect((await read([whole(path)], [column("a", "int32")])).rows).toEqual([]);
  });

  test.each<[string, string, ColumnType | ColumnType["kind"], string]>([
    ["a narrower integer", "7::SMALLINT", "int64", "7"],
    ["an integer as a double", "7::INTEGER", "double", "7.0"],
    ["a wider integer that fits", "7::BIGINT", "int32", "7"],
    ["a double without a fraction", "7.0::DOUBLE", "int", "7"],
    ["a wider decimal", "1.50::DECIMAL(18,4)", { kind: "decimal", precision: 9, scale: 2 }, "1.50"],
    ["a text that is a date", "'2024-02-29'", "date", "2024-02-29"],
    ["a timestamp at midnight", "TIMESTAMP '2024-02-29 00:00:00'", "date", "2024-02-29"],
    ["a list as JSON", "[1, 2]", "json", "[1,2]"],
    [
      "a UUID as text",
      "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID",
      "text",
      "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    ],
    ["NULL", "NULL::VARCHAR", "int32", "null"],
  ])("%s", async (_what, value, type, expected) => {
    const path = await written(`SELECT ${value} AS v`);
    const { rows, rejects } = await read([whole(path)], [column("v", type)]);
    expect(rejects).toEqual([]);
    expect(String(rows[0]?.[0])).toBe(expected);
  });

  test.each<[string, string, ColumnType | ColumnType["kind"]]>([
    ["an integer that is too large", "5000000000", "int32"],
    ["a double with a fraction", "1.5::DOUBLE", "int32"],
    ["a double beyond 2^53", "1e300::DOUBLE", "int64"],
    ["a decimal with more digits", "1.555::DECIMAL(9,3)", { kind: "decimal", precision: 9, scale: 2 }],
    ["a timestamp with a time", "TIMESTAMP '2024-02-29 10:00:00'", "date"],
    ["a text that is rounded", "'1.5'", "int32"],
    ["a text with a time", "'2024-02-29 10:00:00'", "date"],
    ["a text with a year of two digits", "'99-01-01'", "date"],
    ["a text that is no number", "'x'", "double"],
    ["a timestamp in nanoseconds", "'2024-02-29 10:00:00.123456789'::TIMESTAMP_NS", "timestamp"],
  ])("%s makes a reject of its row, and of no other", async (_what, value, type) => {
    const path = await written(`SELECT * FROM (VALUES (1, NULL), (2, ${value})) AS t(id, v)`);
    const { rows, rejects } = await read([whole(path)], [column("id", "int32"), column("v", type)]);
    expect(rows).toEqual([["1", null]]);
    expect(rejects).toMatchObject([
      {
        file: path,
        line: 2,
        column: "v",
        code: "parquet.bad-value",
        reason: expect.stringMatching(/without a loss$/),
        text: expect.stringMatching(/^\{"id":2,"v":/),
      },
    ]);
  });

  test("parts by rows together hold every row once, with its number", async () => {
    const path = await written(
      "SELECT range AS id, CASE WHEN range % 3000 = 2999 THEN 1.5 ELSE 1 END::DOUBLE AS v FROM range(10000)",
      ", ROW_GROUP_SIZE 2048",
    );
    const columns = [column("id", "int64"), column("v", "int32")];
    const cuts = [0, 2048, 6144, 10_000];
    const ids: (string | null)[] = [];
    const lines: (number | null)[] = [];
    for (const [i, from] of cuts.slice(0, -1).entries()) {
      const part = await read(
        [{ path, range: { unit: "rows", from, to: cuts[i + 1]! }, firstLine: 1 }],
        columns,
      );
      ids.push(...part.rows.map(([id]) => id ?? null));
      lines.push(...part.rejects.map(({ line }) => line));
    }
    expect(lines).toEqual([3000, 6000, 9000]);
    expect(new Set(ids).size).toBe(9997);
    expect(ids.length).toBe(9997);
  });
});

describe("several files", () => {
  test("of several types are read together, and rejects name their file", async () => {
    const paths: string[] = [];
    for (const value of ["1::BIGINT", "1.5::DOUBLE", "2.0::DOUBLE", "'x'"]) {
      const path: string = `${reader.folder}/part-${paths.length}.parquet`;
      await reader.connection.run(`COPY (SELECT ${value} AS v) TO ${text(path)} (FORMAT parquet)`);
      paths.push(path);
    }
    const { rows, rejects } = await read(paths.map(whole), [column("v", "int")]);
    expect([...rows].sort()).toEqual([["1"], ["2"]]);
    expect(rejects.map(({ file, line }) => [file, line])).toEqual([
      [paths[1], 1],
      [paths[3], 1],
    ]);
  });
});

describe("files that cannot be read", () => {
  test("a column is missing", async () => {
    const path = await written("SELECT 1 AS idd, 2 AS x");
    await expect(read([whole(path)], [column("id", "int32")])).rejects.toMatchObject({
      code: "parquet.missing-column",
      why: "its columns are: idd, x",
      next: expect.stringContaining('did you mean "idd"?'),
    });
  });

  test.each([
    ["something else", "no parquet at all, but longer than a footer"],
    ["nothing", ""],
    ["half of it", "PAR1 and then nothing more"],
  ])("%s", async (_what, content) => {
    const path = await reader.file("bad.parquet", content);
    await expect(read([whole(path)], [column("id", "int32")])).rejects.toMatchObject({
      code: "file.damaged",
      class: "permanent",
      where: path,
    });
  });
});
