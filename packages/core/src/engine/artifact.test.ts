import { mkdir } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnsIn, flagsAmong, rowsOf } from "./artifact.ts";
import { parquet } from "./sql.ts";
import { column, openScratch, type Scratch } from "./testing/scratch.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const KEY = "7d444840-9dc0-11d1-b245-5ffdce74fad2";
const columns = [column("id", "int"), column("key", "uuid"), column("more", "json")];
const write = (name: string, rows: string, flags: string) =>
  scratch.write(
    name,
    `SELECT id::BIGINT AS id, '${KEY}' AS key, '{"a":1}' AS more, ${flags} FROM (VALUES ${rows}) AS t(id, f)`,
  );

describe("artifacts as a step sees them", () => {
  test("in the contract's columns and types, without rows that are held back", async () => {
    const first = await write(
      "a.parquet",
      "(1, 0), (2, 1)",
      "f::BIGINT AS _waybill_flags, 0 AS _waybill_partition",
    );
    const second = await write(
      "b.parquet",
      "(3, 0), (4, 2)",
      "f::BIGINT AS _waybill_flags, 1 AS _waybill_partition",
    );
    const rows = await rowsOf(scratch.connection, [first, second], columns);
    expect(
      await scratch.connection.values(`SELECT *, typeof(key), typeof(more) FROM (${rows}) ORDER BY id`),
    ).toEqual([
      [1n, KEY, '{"a":1}', "UUID", "JSON"],
      [3n, KEY, '{"a":1}', "UUID", "JSON"],
    ]);
  });

  test("a flag in the second column holds back too; notes never do", async () => {
    const flags = "0::BIGINT AS _waybill_flags, f::BIGINT AS _waybill_flags_2, 7::BIGINT AS _waybill_notes";
    const path = await write("c.parquet", "(1, 0), (2, 1)", flags);
    const rows = await rowsOf(scratch.connection, [path], columns);
    expect(await scratch.connection.values(`SELECT id FROM (${rows})`)).toEqual([[1n]]);
    expect(flagsAmong(await columnsIn(scratch.connection, [path]))).toEqual([
      "_waybill_flags",
      "_waybill_flags_2",
    ]);
  });

  test("without artifacts there are the columns, and no rows", async () => {
    const rows = await rowsOf(scratch.connection, [], columns);
    const described = await scratch.connection.values(`DESCRIBE ${rows}`);
    expect(described.map(([name, type]) => [name, type])).toEqual([
      ["id", "BIGINT"],
      ["key", "UUID"],
      ["more", "JSON"],
    ]);
    expect(await scratch.connection.values(rows)).toEqual([]);
  });

  test("a path may hold quotes, brackets and an equals sign", async () => {
    await mkdir(scratch.path("run=1"));
    const path = await scratch.write("run=1/it's [odd].parquet", "SELECT 1 AS id");
    expect(await scratch.connection.all(`SELECT * FROM ${parquet(path)}`)).toEqual([{ id: 1 }]);
  });
});
