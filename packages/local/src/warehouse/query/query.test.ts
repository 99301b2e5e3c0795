import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DuckdbHarness, duckdbHarness } from "../testing/harness.ts";
import { loadRows, TARGET } from "../testing/loads.ts";

let harness: DuckdbHarness;
beforeAll(async () => {
  harness = await duckdbHarness();
  const rows = Array.from({ length: 10 }, (_, index) => ({ id: index, value: `row ${index}` }));
  await loadRows(harness, "run-a", rows);
  await loadRows(harness, "run-a", rows, { target: { ...TARGET, table: "sales.orders" } });
});
afterAll(() => harness.close());

const query = (sql: string, limit: number | null = null) => harness.warehouse.query(sql, limit);
const one = async (expression: string) => (await query(`select ${expression}`)).rows[0]?.[0];

describe("values are what JSON can carry without a loss", () => {
  it.each([
    ["an integer", "42", 42],
    ["the greatest integer of a JSON number", "9007199254740991", 9007199254740991],
    ["one more", "9007199254740993", "9007199254740993"],
    ["a huge integer", "170141183460469231731687303715884105727", "170141183460469231731687303715884105727"],
    ["a decimal", "cast('0.10' as decimal(4,2))", "0.10"],
    ["28 digits", "cast('1234567890123456789012345.678' as decimal(28,3))", "1234567890123456789012345.678"],
    ["a double", "cast(0.5 as double)", 0.5],
    ["NaN", "cast('nan' as double)", "NaN"],
    ["infinity", "cast('-inf' as double)", "-Infinity"],
    ["true", "true", true],
    ["NULL", "null", null],
    ["an empty text", "''", ""],
    ["an emoji", "'🧾'", "🧾"],
    ["a date", "date '0099-03-01'", "0099-03-01"],
    ["a time", "time '10:00:00.5'", "10:00:00.5"],
    ["a timestamp", "timestamp '2024-02-29 10:00:00.000001'", "2024-02-29T10:00:00.000001"],
    ["a timestamp with a zone", "timestamptz '2024-02-29 10:00:00+02'", "2024-02-29T08:00:00Z"],
    ["an endless timestamp", "timestamptz 'infinity'", "infinity"],
    ["nanoseconds", "timestamp_ns '2024-02-29 10:00:00.123456789'", "2024-02-29T10:00:00.123456789"],
    ["bytes", "'\\x00\\xFF'::blob", "AP8="],
    ["a uuid", "'6f9619ff-8b86-d011-b42d-00c04fc964ff'::uuid", "6f9619ff-8b86-d011-b42d-00c04fc964ff"],
    ["JSON", `'{"a": [1]}'::json`, '{"a": [1]}'],
    ["a list", "[1, null]", [1, null]],
    ["a struct", "{'a': 1, 'b': cast(1 as decimal(3,1))}", { a: 1, b: "1.0" }],
    ["a map", "map {'k': 1}", [{ key: "k", value: 1 }]],
    ["an interval", "interval 1 day", "1 day"],
  ])("%s", async (_, expression, expected) => {
    expect(await one(expression)).toEqual(expected);
  });
});

describe("columns and rows", () => {
  it("names and types, also of two columns with one name", async () => {
    const { columns } = await query("select 1 as a, '{}'::json as a, cast(1 as decimal(12,2)) as b");
    expect(columns).toEqual([
      { name: "a", type: "INTEGER" },
      { name: "a", type: "JSON" },
      { name: "b", type: "DECIMAL(12,2)" },
    ]);
  });

  it.each([
    [null, 10, false],
    [3, 3, true],
    [10, 10, false],
    [11, 10, false],
    [0, 0, true],
  ])("with the limit %s: %i rows, more %s", async (limit, rows, more) => {
    const result = await query("select * from orders", limit);
    expect({ rows: result.rows.length, more: result.more }).toEqual({ rows, more });
  });

  it("a limit keeps the query's own order", async () => {
    const { rows } = await query("select id from orders order by id desc;", 3);
    expect(rows).toEqual([[9], [8], [7]]);
  });

  it("a row that fails late is an error, not the end of the rows", async () => {
    const failing = query("select cast(if(range > 500000, 'x', '1') as int) from range(1000000)");
    await expect(failing).rejects.toMatchObject({
      code: "query.failed",
      message: expect.stringContaining("'x'"),
    });
  });

  it.each([
    ["describe orders", 4],
    ["summarize orders", 4],
    ["show tables", 3],
    ["pragma table_info(orders)", 4],
    ["from orders -- all of them", 10],
    ["with few as (select * from orders where id < 2) select * from few;", 2],
    ["select 1; -- and a word", 1],
  ])("%s", async (sql, rows) => {
    expect((await query(sql, 100)).rows).toHaveLength(rows);
  });

  it("explain", async () => {
    expect((await query("explain select * from orders", 100)).rows[0]?.[1]).toContain("orders");
  });
});

describe("refused, with a message", () => {
  it.each([
    "insert into orders values (1, 'x', '', 0)",
    "delete from orders",
    "create table t (a int)",
    "drop table orders",
    "attach 'other.db'",
    "set threads = 1",
    "checkpoint",
    "begin",
  ])("%s", async (sql) => {
    await expect(query(sql)).rejects.toMatchObject({ code: "query.read-only", class: "usage" });
  });

  it.each([
    ["", "none"],
    ["-- a word", "none"],
    ["select 1; select 2", "2"],
  ])("%j is not one statement", async (sql, count) => {
    const said = { code: "query.not-one-statement", message: expect.stringContaining(count) };
    await expect(query(sql)).rejects.toMatchObject(said);
  });

  it("reading a file", async () => {
    const path = join(harness.folder, "secret.csv");
    await writeFile(path, "a\n1\n");
    for (const sql of [
      `select * from read_csv('${path}')`,
      `from '${path}'`,
      `select * from glob('${harness.folder}/*')`,
    ]) {
      await expect(query(sql)).rejects.toMatchObject({ class: "usage" });
    }
    await expect(query(`select * from read_text('${path}')`)).rejects.toMatchObject({
      code: "query.no-files",
    });
  });

  it("a table that is not there: which are, and which may be meant", async () => {
    await expect(query("select * from ordres")).rejects.toMatchObject({
      code: "warehouse.no-table",
      message: "there is no table `ordres`",
      why: "the warehouse has: orders, sales.orders",
      next: "did you mean `orders`?",
    });
  });

  it("a column that is not there, with its place", async () => {
    await expect(query("select idd from orders")).rejects.toMatchObject({
      code: "query.failed",
      message: expect.stringContaining('"idd" not found'),
      where: expect.stringContaining("LINE 1: select idd from orders"),
    });
  });

  it("what is no SQL", async () => {
    await expect(query("selec 1")).rejects.toMatchObject({ code: "query.failed", class: "usage" });
  });
});

describe("a warehouse without a table", () => {
  const nothingYet = {
    code: "warehouse.empty",
    message: "nothing has been loaded yet",
    next: "waybill run <pipeline>",
  };

  it("that is not even a file stays none", async () => {
    const empty = await duckdbHarness();
    await expect(empty.warehouse.query("select 1", null)).rejects.toMatchObject(nothingYet);
    await expect(empty.warehouse.query("from orders", null)).rejects.toMatchObject(nothingYet);
    await empty.close();
  });

  it("after a load that was refused", async () => {
    const empty = await duckdbHarness();
    const refused = loadRows(empty, "run-a", [], { target: { ...TARGET, table: "_waybill_x" } });
    await expect(refused).rejects.toMatchObject({ code: "warehouse.table-name" });
    await expect(empty.warehouse.query("from orders", null)).rejects.toMatchObject(nothingYet);
    await empty.close();
  });
});
