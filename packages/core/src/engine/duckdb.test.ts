import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../ports/engine.ts";
import { runThrough } from "../testing/engine/run.ts";
import { engineSuite } from "../testing/engine-suite.ts";
import { rowsSource, testPlan } from "../testing/plans.ts";
import { type Connection, type Database, openDatabase } from "./database.ts";
import { duckdbEngine } from "./duckdb.ts";
import { parquet } from "./sql.ts";
import { check, column, rulesOf } from "./testing/scratch.ts";

let root: string;
let engine: Engine;
let reader: { database: Database; connection: Connection };
let tests = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "waybill-duckdb-"));
  engine = duckdbEngine({ tempDirectory: join(root, "temp"), memoryLimit: "512MB" });
  const database = await openDatabase({ tempDirectory: join(root, "reader") });
  reader = { database, connection: await database.connect() };
});
afterAll(async () => {
  await engine.close();
  reader.connection.close();
  reader.database.close();
  await rm(root, { recursive: true, force: true });
});

async function subject() {
  // Opened once for all tests, as a process would: each has its folder.
  const folder = join(root, `test${++tests}`);
  await mkdir(folder);
  return {
    engine,
    folder,
    read: (path: string) => reader.connection.all(`FROM ${parquet(path)}`),
    close: async () => {},
  };
}

engineSuite(subject);

describe("with SQL", () => {
  const columns = [column("id", "int"), column("origin", "text")];
  const source = rowsSource(columns, [
    [
      { id: 1, origin: " atl " },
      { id: 2, origin: "nowhere" },
      { id: 3, origin: "BOS" },
    ],
  ]);
  const code = check("origin.length", { rule: "length", low: 3, high: 3 });

  test("failing rows are corrected, and held back where that does not help", async () => {
    const corrections = [{ column: "origin", sql: "upper(trim(origin))" }];
    const plan = testPlan(source, { resultRules: rulesOf([code], corrections) });
    const { loaded, validated, held } = await runThrough(await subject(), plan);
    expect(loaded.map(({ origin }) => origin)).toEqual(["ATL", "BOS"]);
    expect(validated[0]?.rows).toEqual({ got: 3, passed: 2, quarantined: 1, corrected: 1 });
    expect(held[0]?.row).toMatchObject({ origin: "NOWHERE" });
    expect(held[0]?.reasons[0]?.message).toBe('origin is "NOWHERE"; it must be 3 characters long');
  });

  test("corrections of the source apply before the first step", async () => {
    const corrections = [{ column: "origin", sql: "upper(trim(origin))" }];
    const plan = testPlan(source, { sourceRules: rulesOf([code], corrections) });
    const { loaded, extracted } = await runThrough(await subject(), plan);
    expect(loaded.map(({ origin }) => origin)).toEqual(["ATL", "BOS"]);
    expect(extracted[0]?.rows).toMatchObject({ read: 3, extracted: 2, quarantined: 1, corrected: 1 });
  });

  test("settings that cannot be are refused before anything is opened", () => {
    expect(() => duckdbEngine({ tempDirectory: root, memoryLimit: "plenty" })).toThrow(
      expect.objectContaining({ class: "usage", code: "engine.memory-setting" }),
    );
  });
});
