import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedshiftHarness, redshiftHarness } from "../testing/harness.ts";
import { load, requestFor, startDatabaseFirst } from "../testing/loads.ts";
import { readingStatement } from "./reading.ts";

startDatabaseFirst();

describe("a query", () => {
  let harness: RedshiftHarness;
  beforeEach(async () => {
    harness = await redshiftHarness();
  });
  afterEach(() => harness.close());

  it("turns the pages of what it yields, up to its limit, and says whether there is more", async () => {
    const rows = Array.from({ length: 120 }, (_, i) => ({ id: i, value: null }));
    await load(harness, await requestFor(harness, "run-a", rows));
    const ids = async (limit: number | null) => {
      const { rows: found, more } = await harness.warehouse.query(
        "select id from orders order by id;",
        limit,
      );
      return [found.length, found.at(-1)?.[0], more];
    };
    expect(await ids(null)).toEqual([120, 119, false]);
    expect(await ids(120)).toEqual([120, 119, false]);
    expect(await ids(70)).toEqual([70, 69, true]);
  });

  it("tells the columns' types, and large integers digit by digit", async () => {
    const { columns, rows } = await harness.warehouse.query(
      'SELECT CAST(9007199254740993 AS BIGINT) AS "big", CAST(1 AS BIGINT) AS "small", 1.50 AS "price"',
      1,
    );
    expect(columns.map(({ type }) => type)).toEqual(["int8", "int8", "numeric"]);
    expect(rows).toEqual([["9007199254740993", 1, "1.50"]]);
  });

  it("that fails says what Redshift says", async () => {
    await expect(harness.warehouse.query("SELECT * FROM nowhere", 1)).rejects.toMatchObject({
      class: "usage",
      code: "query.failed",
      message: expect.stringContaining("nowhere"),
    });
  });
});

describe("what is a query", () => {
  it.each([
    ["select 1; ", 5, "SELECT * FROM (select 1\n) AS query LIMIT 6"],
    [
      "-- all\nWITH a AS (SELECT ';') SELECT * FROM a",
      1,
      "SELECT * FROM (WITH a AS (SELECT ';') SELECT * FROM a\n) AS query LIMIT 2",
    ],
    ["show tables", 5, "show tables"],
    ["select 'into' as \"into\"", null, "select 'into' as \"into\""],
  ])("%s", (sql, limit, sent) => expect(readingStatement(sql, limit)).toBe(sent));

  it.each([
    ["", "query.not-one-statement"],
    ["select 1; select 2", "query.not-one-statement"],
    ["delete from orders", "query.read-only"],
    ["select * into copies from orders", "query.read-only"],
    ["/* select */ drop table orders", "query.read-only"],
  ])("not: %s", (sql, code) => {
    expect(() => readingStatement(sql, 1)).toThrow(expect.objectContaining({ code }));
  });
});
