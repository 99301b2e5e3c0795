import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { openScratch, type Scratch } from "./testing/scratch.ts";

let scratch: Scratch;
beforeAll(async () => {
  // Before the engine looks for the first time: it keeps what it finds.
  process.env.TZ = "America/New_York";
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const MOMENT =
  "SELECT CAST(TIMESTAMP '2024-01-01 00:00:00' AS TIMESTAMPTZ)::VARCHAR, current_setting('TimeZone')";

describe("the time zone", () => {
  test("the machine's would change what a query yields", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(MOMENT)).getRowsJS();
    expect(rows).toEqual([["2024-01-01 00:00:00-05", "America/New_York"]]);
    instance.closeSync();
  });

  test.each([undefined, "/tmp"])("is UTC on every connection, locked to %s", async (lockedTo) => {
    const database = await openDatabase({
      tempDirectory: scratch.path("zone"),
      ...(lockedTo !== undefined && { lockedTo }),
    });
    for (let i = 0; i < 3; i++) {
      const connection = await database.connect();
      expect(await connection.values(MOMENT)).toEqual([["2024-01-01 00:00:00+00", "UTC"]]);
    }
    database.close();
  });
});

describe("a connection", () => {
  test("64-bit integers and decimals as text keep every digit", async () => {
    const sql = "SELECT 9007199254740993 AS n, CAST(12345678901234567890.12::DECIMAL(28,2) AS VARCHAR) AS d";
    expect(await scratch.connection.all(sql)).toEqual([
      { n: 9007199254740993n, d: "12345678901234567890.12" },
    ]);
  });

  test("copy counts the rows, of a query that ends in a comment too", async () => {
    const path = scratch.path("rows.parquet");
    expect(await scratch.connection.copy("SELECT * FROM range(5) -- five", path)).toBe(5);
    expect(await scratch.connection.copy("SELECT 1 AS x WHERE false", path)).toBe(0);
  });

  test("a statement that fails says what it was", async () => {
    await expect(scratch.connection.run("SELECT nothing FROM nowhere")).rejects.toMatchObject({
      code: "sql.failed",
      where: "SELECT nothing FROM nowhere",
    });
  });
});
