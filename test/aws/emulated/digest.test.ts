import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, text } from "@waybill/core/engine";
import { testEvent } from "@waybill/core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestsOf } from "./digest.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-digest-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function digestOf(rows: string, name = "rows.parquet"): Promise<string> {
  const path = join(folder, `${files++}.parquet`);
  const database = await openDatabase({ tempDirectory: folder });
  try {
    const connection = await database.connect();
    await connection.raw.run(`COPY (${rows}) TO ${text(path)} (FORMAT parquet)`);
  } finally {
    database.close();
  }
  const uri = `s3://b/${name}`;
  const hops = [testEvent({ data: { artifact: { uri, format: "parquet" } } })];
  return (await digestsOf({ hops, open: async () => path }, folder)).get(uri) ?? "";
}

test("the same rows have one digest, in any order", async () => {
  const first = await digestOf("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) t(id, name)");
  expect(first).toMatch(/^2 rows \d+$/);
  expect(await digestOf("SELECT * FROM (VALUES (2, NULL), (1, 'a')) t(id, name)")).toBe(first);
});

test.each([
  ["another value", "(1, 'b'), (2, NULL)"],
  ["values in each other's rows", "(2, 'a'), (1, NULL)"],
  ["a row less", "(1, 'a')"],
  ["a row twice", "(1, 'a'), (2, NULL), (2, NULL)"],
])("%s is another", async (_, values) => {
  const first = await digestOf("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) t(id, name)");
  expect(await digestOf(`SELECT * FROM (VALUES ${values}) t(id, name)`)).not.toBe(first);
});

test("no rows are rows too, and where a rejected row lay does not matter", async () => {
  expect(await digestOf("SELECT 1 AS id WHERE false")).toBe("0 rows 0");
  const rejected = (file: string) => `SELECT '${file}' AS file, 3 AS line`;
  const first = await digestOf(rejected("local.csv"), "rejects.parquet");
  expect(await digestOf(rejected("s3://b/x.csv"), "rejects.parquet")).toBe(first);
});
