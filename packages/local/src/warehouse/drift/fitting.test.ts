import { tmpdir } from "node:os";
import { type Connection, type Database, openDatabase } from "@waybill/core/engine";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fitsAs, valueAs } from "./fitting.ts";

let database: Database;
let connection: Connection;
beforeAll(async () => {
  database = await openDatabase({ tempDirectory: tmpdir() });
  connection = await database.connect();
});
afterAll(() => {
  connection.close();
  database.close();
});

async function put(tableType: string, pipelineType: string, value: string) {
  const given = `CAST(${value} AS ${pipelineType})`;
  const [row] = await connection.all<{ value: string | null; fits: boolean }>(
    `SELECT CAST(${valueAs(tableType, pipelineType, "given")} AS VARCHAR) AS value,
       ${fitsAs(tableType, pipelineType, "given")} AS fits FROM (SELECT ${given} AS given)`,
  );
  return row;
}

describe("a value in the table's type", () => {
  it.each([
    ["INTEGER", "VARCHAR", "'7'", "7"],
    ["INTEGER", "VARCHAR", "' -7 '", "-7"],
    ["INTEGER", "VARCHAR", "'+7'", "7"],
    ["INTEGER", "VARCHAR", "'007'", "7"],
    ["BIGINT", "VARCHAR", "'9007199254740993'", "9007199254740993"],
    ["DECIMAL(6,2)", "VARCHAR", "'1.5'", "1.50"],
    ["DECIMAL(6,2)", "VARCHAR", "'1.5000'", "1.50"],
    ["INTEGER", "BIGINT", "7", "7"],
    ["INTEGER", "DECIMAL(4,2)", "7.00", "7"],
    ["INTEGER", "DOUBLE", "7.0", "7"],
    ["FLOAT", "DOUBLE", "0.5", "0.5"],
    ["DATE", "TIMESTAMP", "TIMESTAMP '2024-02-29 00:00:00'", "2024-02-29"],
    ["DATE", "VARCHAR", "'2024-02-29'", "2024-02-29"],
    ["VARCHAR", "INTEGER", "7", "7"],
    ["VARCHAR", "JSON", "'{}'", "{}"],
    ["INTEGER", "JSON", "'12'", "12"],
  ])("%s takes the %s %s", async (table, pipeline, value, stored) => {
    expect(await put(table, pipeline, value)).toEqual({ value: stored, fits: true });
  });

  it.each([
    ["INTEGER", "VARCHAR", "'seven'"],
    ["INTEGER", "VARCHAR", "''"],
    ["INTEGER", "VARCHAR", "'1.5'"],
    ["INTEGER", "VARCHAR", "'1e3'"],
    ["INTEGER", "VARCHAR", "'2147483648'"],
    ["DECIMAL(6,2)", "VARCHAR", "'1.005'"],
    ["DECIMAL(6,2)", "VARCHAR", "'.'"],
    ["DECIMAL(4,2)", "VARCHAR", "'100.00'"],
    ["INTEGER", "BIGINT", "2147483648"],
    ["INTEGER", "DECIMAL(4,2)", "7.50"],
    ["INTEGER", "DOUBLE", "7.5"],
    ["INTEGER", "DOUBLE", "'nan'::DOUBLE"],
    ["FLOAT", "DOUBLE", "0.1"],
    ["DATE", "TIMESTAMP", "TIMESTAMP '2024-02-29 10:00:00'"],
    ["DATE", "VARCHAR", "'2024-02-30'"],
    ["INTEGER", "DATE", "DATE '2024-02-29'"],
    ["INTEGER", "JSON", "'[1]'"],
  ])("%s does not take the %s %s", async (table, pipeline, value) => {
    expect(await put(table, pipeline, value)).toEqual({ value: null, fits: false });
  });

  it.each(["INTEGER", "DECIMAL(6,2)", "DATE", "VARCHAR", "UUID"])("%s takes NULL", async (table) => {
    expect(await put(table, "VARCHAR", "NULL")).toEqual({ value: null, fits: true });
  });

  it("never fails, and never changes a whole number, whatever the text", async () => {
    const text = fc.oneof(fc.string({ maxLength: 12 }), fc.bigInt().map(String), fc.double().map(String));
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        fc.pre(!given.includes("\0"));
        const row = await put("BIGINT", "VARCHAR", `'${given.replaceAll("'", "''")}'`);
        if (row?.fits) expect(BigInt(row.value ?? "")).toBe(BigInt(given.trim()));
      }),
      { numRuns: 60 },
    );
  });
});
