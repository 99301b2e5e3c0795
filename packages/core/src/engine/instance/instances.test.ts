import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Instances } from "./instances.ts";

let root: string;
let instances: Instances;
const folder = (name: string) => join(root, name);
const tempDirectory = () => folder("temp");

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "waybill-instances-"));
  for (const name of ["a", "b", "c", "d"]) await mkdir(folder(name));
  await writeFile(folder("secret.csv"), "password\nhunter2\n");
  instances = new Instances({ tempDirectory: tempDirectory(), memoryLimit: "256MB" });
});
afterAll(async () => {
  await instances.close();
  await rm(root, { recursive: true, force: true });
});

const inA = <T = unknown>(sql: string) =>
  instances.lockedTo(folder("a"), undefined, (connection) => connection.values(sql)) as Promise<T[][]>;

describe("a locked instance", () => {
  test("reads and writes its folder", async () => {
    const path = join(folder("a"), "rows.parquet");
    await instances.lockedTo(folder("a"), undefined, (connection) => connection.copy("SELECT 1 AS x", path));
    expect(await inA(`SELECT x FROM read_parquet('${path}')`)).toEqual([[1]]);
  });

  test("a sort that does not fit into memory spills into a folder of its own", async () => {
    const small = new Instances({ tempDirectory: tempDirectory(), memoryLimit: "64MiB", threads: 1 });
    const rows = "SELECT range AS x, repeat('x', 100) AS y FROM range(1000000)";
    const sorted = await small.lockedTo(folder("a"), undefined, async (connection) => {
      await connection.run(`CREATE TEMP TABLE sorted AS SELECT * FROM (${rows}) ORDER BY y, x DESC`);
      return connection.values("SELECT count(*), max(x) FROM sorted");
    });
    expect(sorted).toEqual([[1_000_000n, 999_999n]]);
    await small.close();
  });

  test.each([
    () => `SELECT * FROM read_csv('${folder("secret.csv")}')`,
    () => `SELECT * FROM read_csv('${folder("a")}/../secret.csv')`,
    () => `SELECT * FROM '${folder("secret.csv")}'`,
    () => `SELECT * FROM read_text('/etc/passwd')`,
    () => `SELECT * FROM glob('${root}/*')`,
    () => `COPY (SELECT 1) TO '${folder("b")}/x.parquet'`,
    () => `ATTACH '${folder("b")}/x.duckdb'`,
    () => "INSTALL httpfs",
    () => "LOAD httpfs",
    () => "SELECT * FROM read_csv('https://example.com/x.csv')",
    () => "SET enable_external_access = true",
    () => "SET memory_limit = '1TB'",
    () => "SET TimeZone = 'America/New_York'",
    () => "RESET lock_configuration",
    () => "PRAGMA enable_external_access",
  ])("refuses %s", async (sql) => {
    await expect(inA(sql())).rejects.toMatchObject({ class: "permanent" });
  });

  test("a folder whose name begins the same is another one", async () => {
    await mkdir(folder("ab"));
    const path = join(folder("ab"), "x.parquet");
    await instances.openly(undefined, (connection) => connection.copy("SELECT 1 AS x", path));
    await expect(inA(`SELECT * FROM read_parquet('${path}')`)).rejects.toMatchObject({
      code: "sql.forbidden",
    });
  });

  test("a folder with a quote in its name", async () => {
    await mkdir(folder("it's"));
    const path = join(folder("it's"), "x.parquet");
    await instances.lockedTo(folder("it's"), undefined, async (connection) => {
      expect(await connection.copy("SELECT 1 AS x", path)).toBe(1);
    });
  });
});

describe("instances", () => {
  test("the same folder gets the same one, while a few others come and go", async () => {
    await inA("CREATE TABLE IF NOT EXISTS mark AS SELECT 7 AS x");
    await instances.lockedTo(folder("b"), undefined, async () => {});
    expect(await inA("SELECT x FROM mark")).toEqual([[7]]);
    for (const name of ["b", "c", "d"]) await instances.lockedTo(folder(name), undefined, async () => {});
    await expect(inA("SELECT x FROM mark")).rejects.toMatchObject({ code: "sql.failed" });
  });

  test("one that is in use is never closed", async () => {
    const result = await instances.lockedTo(folder("a"), undefined, async (connection) => {
      for (const name of ["b", "c", "d"]) await instances.lockedTo(folder(name), undefined, async () => {});
      return connection.values("SELECT 42");
    });
    expect(result).toEqual([[42]]);
  });

  test("many at once, on more folders than are kept", async () => {
    const names = Array.from({ length: 40 }, (_, i) => ["a", "b", "c", "d"][i % 4] ?? "a");
    const results = await Promise.all(
      names.map((name) => instances.lockedTo(folder(name), undefined, (c) => c.values(`SELECT '${name}'`))),
    );
    expect(results.map(([row]) => row?.[0])).toEqual(names);
  });

  test("an abort stops the work, with the reason that was given", async () => {
    const reason = new Error("stop now");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    const endless =
      "SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE a.range % 7 = b.range % 11";
    await expect(instances.openly(controller.signal, (c) => c.values(endless))).rejects.toBe(reason);
  });

  test("closing removes what they spilled into", async () => {
    const own = new Instances({ tempDirectory: folder("own") });
    await own.openly(undefined, (connection) => connection.values("SELECT 1"));
    await own.lockedTo(folder("a"), undefined, (connection) => connection.values("SELECT 1"));
    expect(await readdir(folder("own"))).toHaveLength(2);
    await own.close();
    expect(await readdir(folder("own"))).toEqual([]);
  });

  test("a temp directory that cannot be written to is named, and tried again", async () => {
    const tempDirectory = folder("later");
    await writeFile(tempDirectory, "a file, not a folder");
    const own = new Instances({ tempDirectory });
    const look = () => own.openly(undefined, (connection) => connection.values("SELECT 1"));
    await expect(look()).rejects.toMatchObject({ code: "engine.temp-directory", where: tempDirectory });
    await rm(tempDirectory);
    expect(await look()).toEqual([[1]]);
    await own.close();
  });

  test("a setting that cannot be is refused at once", () => {
    expect(() => new Instances({ tempDirectory: root, memoryLimit: "much" })).toThrow(
      expect.objectContaining({ code: "engine.memory-setting" }),
    );
  });
});
