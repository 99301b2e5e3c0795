// Order lines like those of a shop: 17 columns, NULLs, text with commas, and one row in a thousand with a mistake in it.
// Every value is a hash of the row's number, so the same call writes the same bytes.
import { mkdirSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { DATA, LINES, PARTS, SUPPLIERS } from "./data.ts";

const { values } = parseArgs({ options: { rows: { type: "string", default: "6603300" } } });
const rows = Number(values.rows);

const pick = (list: readonly string[], salt: number) =>
  `[${list.map((word) => `'${word}'`).join(", ")}][(hash(i * ${salt}) % ${list.length})::INT + 1]`;
const number = (below: number, salt: number) => `(hash(i * ${salt}) % ${below})::INT`;

const clean = `
  SELECT
    i + 1 AS line_id,
    (i // 4) * 32 + 1 AS order_id,
    ${number(200_000, 31)} + 1 AS part_id,
    CASE WHEN ${number(200, 37)} = 0 THEN NULL ELSE ${number(10_000, 41)} + 1 END AS supplier_id,
    (i % 4)::INT + 1 AS line_number,
    ${number(50, 43)} + 1 AS quantity,
    ((${number(9_000_000, 47)} + 90_000) / 100.0)::DECIMAL(12,2) AS price,
    (${number(11, 53)} / 100.0)::DECIMAL(4,2) AS discount,
    (${number(9, 59)} / 100.0)::DECIMAL(4,2) AS tax,
    ${pick(["R", "A", "N"], 61)} AS return_flag,
    ${pick(["O", "F"], 67)} AS line_status,
    DATE '1992-01-02' + ${number(2500, 71)} AS ship_date,
    DATE '1992-01-02' + ${number(2500, 71)} + ${number(30, 73)} AS receipt_date,
    TIMESTAMP '2025-01-01' + to_seconds(${number(20_000_000, 79)}) AS updated_at,
    ${pick(["TRUCK", "MAIL", "AIR", "RAIL", "SHIP", "FOB", "REG AIR"], 83)} AS ship_mode,
    CASE WHEN ${number(50, 89)} = 0 THEN NULL
      ELSE 'user' || ${number(3_000_000, 97)} || '@example' || ${number(40, 101)} || '.com' END AS email,
    CASE WHEN ${number(20, 103)} = 0 THEN NULL
      ELSE ${pick(["carefully", "quickly", "slyly", "blithely"], 107)} || ' ' ||
           ${pick(["regular", "final", "special", "express, bold"], 109)} || ' ' ||
           ${pick(["deposits", "packages", "accounts", "theodolites"], 113)} END AS comment
  FROM range(${rows}) t(i)`;

// Of a thousand rows one has: text for a number, a broken price, a broken date (rejects); a negative quantity, an unknown
// flag, a broken address, a part that nobody sells (quarantined); the number of the row before (a duplicate key).
const drawn = (i: string) =>
  `CASE WHEN hash(${i} * 127) % 1000 = 0 THEN (hash(${i} * 131) % 8)::INT ELSE -1 END`;
// Both rows of a duplicate key are right but for that, so whoever looks for duplicates finds the same ones, whether
// before the other checks or after them.
const good = (i: string) => `(hash(${i} * 37) % 200 <> 0 AND hash(${i} * 71) % 2500 >= 100)`;
const mistake = `CASE ${drawn("i")}
  WHEN 7 THEN CASE WHEN i > 0 AND ${good("i")} AND ${good("(i - 1)")} AND ${drawn("(i - 1)")} = -1 THEN 7 ELSE -1 END
  ELSE ${drawn("i")} END`;
const dirty = `
  SELECT
    (CASE WHEN d = 7 THEN line_id - 1 ELSE line_id END)::VARCHAR AS line_id, order_id,
    CASE d WHEN 0 THEN 'abc' WHEN 6 THEN '999999' ELSE part_id::VARCHAR END AS part_id,
    supplier_id, line_number,
    CASE WHEN d = 1 THEN -5 ELSE quantity END AS quantity,
    CASE WHEN d = 2 THEN '12,34x' ELSE price::VARCHAR END AS price,
    discount, tax,
    CASE WHEN d = 3 THEN 'Z' ELSE return_flag END AS return_flag,
    line_status,
    CASE WHEN d = 4 THEN '1995-13-45' ELSE ship_date::VARCHAR END AS ship_date,
    receipt_date, updated_at, ship_mode,
    CASE WHEN d = 5 THEN 'not-an-email' ELSE email END AS email,
    comment
  FROM (SELECT *, line_id - 1 AS i, ${mistake} AS d FROM (${clean}))`;

mkdirSync(DATA, { recursive: true });
const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
await connection.run(`COPY (${dirty}) TO '${LINES}' (FORMAT csv, HEADER true)`);
await connection.run(`
  COPY (SELECT x AS part_id, 'Part#' || x AS part_name, 'Brand#' || (hash(x) % 25) AS brand FROM range(1, 200001) t(x))
  TO '${PARTS}' (FORMAT parquet)`);
await connection.run(`
  COPY (SELECT x AS supplier_id, 'Supplier#' || x AS supplier_name, (hash(x) % 25)::INT AS nation_id
        FROM range(1, 10001) t(x))
  TO '${SUPPLIERS}' (FORMAT parquet)`);
console.log(`${LINES}: ${rows} rows, ${(statSync(LINES).size / 1e6).toFixed(0)} MB`);
