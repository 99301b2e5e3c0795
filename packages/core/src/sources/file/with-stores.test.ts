import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { duckdbEngine } from "../../engine/duckdb.ts";
import { text } from "../../engine/sql.ts";
import { openScratch, type Scratch } from "../../engine/testing/scratch.ts";
import { planDigest } from "../../pipeline/digest.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { Engine } from "../../ports/engine.ts";
import { type FilesOptions, files } from "../files.ts";
import type { FileReading, Work } from "../source.ts";
import { type MemoryStore, memoryStore } from "./testing/memory-store.ts";
import { engineWithStores, planWithStores } from "./with-stores.ts";

const row = z.object({ id: z.int(), name: z.string().nullable() });
type Row = z.output<typeof row>;
const NONE = { checks: [], corrections: [] };
const { signal } = new AbortController();

let scratch: Scratch;
let inner: Engine;
let engine: Engine;
let store: MemoryStore;
const stores = () => ({ byScheme: { s3: async () => store }, folder: scratch.path("copies") });
beforeAll(async () => {
  scratch = await openScratch();
  await mkdir(scratch.path("temp"));
  inner = duckdbEngine({ tempDirectory: scratch.path("temp"), threads: 1 });
});
beforeEach(() => {
  store = memoryStore();
  engine = engineWithStores(inner, stores());
});
afterAll(async () => {
  await inner.close();
  await scratch.close();
});

function planOf(at: string | readonly string[], options: Partial<FilesOptions<Row>> = {}): Plan {
  const source = files(at, { row, ...options });
  return {
    name: "test",
    source: { name: "main", source, rules: NONE },
    lookups: [],
    steps: [],
    columns: source.contract.columns,
    sourceRules: NONE,
    resultRules: NONE,
    tolerate: { quarantined: null, rejected: null },
    load: null,
  };
}

const listed = (plan: Plan, targetBytes: number): Promise<readonly Work[]> =>
  plan.source.source.plan({
    baseDir: scratch.folder,
    parameters: {},
    split: true,
    sizes: { targetBytes },
    sniff: (path, given) => engine.sniff(path, given),
    signal,
  });

let extracts = 0;
async function extracted(plan: Plan, work: Work) {
  const number = extracts++;
  const path = (name: string) => scratch.path(`${name}-${number}.parquet`);
  const out = { rows: path("rows"), rejects: path("rejects"), quarantine: path("quarantine") };
  const report = await engine.extract({ plan, source: "main", work, partition: 0, runTime: 0, signal, out });
  const all = (file: string) =>
    scratch.connection.all<Row & { file: string; line: bigint }>(`FROM read_parquet(${text(file)})`);
  return { rows: await all(out.rows), rejects: report.rejects ? await all(out.rejects) : [] };
}

/** Rows and rejects of all partitions. */
async function read(
  at: string | readonly string[],
  options: Partial<FilesOptions<Row>> = {},
  targetBytes = 1 << 20,
) {
  const plan = planWithStores(planOf(at, options), stores());
  const works = await listed(plan, targetBytes);
  const parts = [];
  for (const work of works) parts.push(await extracted(plan, JSON.parse(JSON.stringify(work))));
  const rows = parts.flatMap((part) => part.rows).map(({ id, name }) => [Number(id), name]);
  return {
    works,
    rows: rows.sort(([a], [b]) => Number(a) - Number(b)),
    rejects: parts.flatMap((part) => part.rejects).map(({ file, line }) => [file, Number(line)]),
  };
}

const leftCopies = () => readdir(scratch.path("copies"));
const lines = (count: number) => Array.from({ length: count }, (_, i) => `${i},"name\n${i}"\n`).join("");

describe("files in a store", () => {
  test("are read as files of this machine are", async () => {
    store.put("s3://bucket/in/a 1.csv", "id;name\n1;x\n2;\n");
    store.put("s3://bucket/in/b+ü.csv.gz", gzipSync('name;more;id\n"";9;3\n'));
    const { works, rows, rejects } = await read("s3://bucket/in/*");
    expect(rows).toEqual([
      [1, "x"],
      [2, null],
      [3, ""],
    ]);
    expect(rejects).toEqual([]);
    expect(works).toHaveLength(1);
    expect(works[0]?.describe).toBe("2 files, s3://bucket/in/a 1.csv to s3://bucket/in/b+ü.csv.gz");
    expect(works[0]?.inputs[0]).toEqual({
      uri: "s3://bucket/in/a 1.csv",
      bytes: 15,
      version: expect.any(String),
    });
    expect(await leftCopies()).toEqual([]);
  });

  test.each<[string, string | Uint8Array]>([
    ["a.ndjson", '{"id": 1, "name": "x"}\n{"id": 2, "name": null}\n'],
    ["a.json", '[{"id": 1, "name": "x"}, {"id": 2, "name": null}]'],
    ["a.ndjson.gz", gzipSync('{"id": 1, "name": "x"}\n{"id": 2}\n')],
    ["latin.csv", Buffer.from("id,name\n1,x\n2,\n", "latin1")],
    ["wide.csv", Buffer.from("\ufeffid,name\n1,x\n2,\n", "utf16le")],
    ["marked.csv", "\ufeffid,name\n1,x\n2,\n"],
  ])("of the kind of %s", async (name, content) => {
    store.put(`s3://bucket/${name}`, content);
    expect((await read(`s3://bucket/${name}`)).rows).toEqual([
      [1, "x"],
      [2, null],
    ]);
  });

  test("Parquet too, one partition a file", async () => {
    const path = await scratch.write("in.parquet", "SELECT range AS id, 'x' AS name FROM range(20000)");
    store.put("s3://bucket/in.parquet", await readFile(path));
    const { works, rows } = await read("s3://bucket/in.parquet", {}, 100);
    expect([works.length, rows.length]).toEqual([1, 20_000]);
  });

  test("beside files of this machine", async () => {
    await writeFile(scratch.path("here.csv"), "id,name\n1,x\n");
    store.put("s3://bucket/there.csv", "id,name\n2,y\n");
    expect((await read(["here.csv", "s3://bucket/there.csv"])).rows).toEqual([
      [1, "x"],
      [2, "y"],
    ]);
  });

  test("an empty one is none yet, unless it is NDJSON", async () => {
    store.put("s3://bucket/a.csv", "");
    store.put("s3://bucket/a.ndjson", "");
    await expect(read("s3://bucket/a.csv")).rejects.toMatchObject({
      code: "file.empty",
      where: "s3://bucket/a.csv",
    });
    expect(await read("s3://bucket/a.ndjson")).toMatchObject({ works: [{}], rows: [] });
  });
});

describe("a large file", () => {
  const COUNT = 3000;

  test("is cut at row starts, and each partition copies its own bytes alone", async () => {
    const content = `id,name\n${lines(COUNT)}`;
    store.put("s3://bucket/a.csv", content);
    const plan = planWithStores(planOf("s3://bucket/a.csv"), stores());
    const works = await listed(plan, 10_000);
    expect(works.length).toBe(Math.floor((content.length - 8) / 10_000));
    store.given();
    const all = [];
    for (const work of works) {
      all.push(...(await extracted(plan, work)).rows);
      const { from = 0, to = 0 } = (work.detail as FileReading).slices[0]?.range ?? {};
      expect(store.given()).toBe(to - from);
    }
    expect(all.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: COUNT }, (_, i) => i),
    );
  });

  test("is cut just where a file of this machine is", async () => {
    const content = `id,name\n${lines(COUNT)}`;
    store.put("s3://bucket/a.csv", content);
    await writeFile(scratch.path("large.csv"), content);
    const there = await listed(planWithStores(planOf("s3://bucket/a.csv"), stores()), 10_000);
    const here = await listed(planOf("large.csv"), 10_000);
    const ranges = (works: readonly Work[]) =>
      works.map(({ detail }) =>
        (detail as FileReading).slices.map(({ range, firstLine }) => [range, firstLine]),
      );
    expect(ranges(there)).toEqual(ranges(here));
  });

  test("of NDJSON likewise; packed it is one partition", async () => {
    const content = Array.from({ length: COUNT }, (_, i) => JSON.stringify({ id: i, name: '"' })).join("\n");
    store.put("s3://bucket/a.ndjson", content);
    store.put("s3://bucket/b.ndjson.gz", gzipSync(content, { level: 0 }));
    const cut = await read("s3://bucket/a.ndjson", {}, 10_000);
    expect(cut.works.length).toBeGreaterThan(5);
    expect(cut.rows).toHaveLength(COUNT);
    expect((await read("s3://bucket/b.ndjson.gz", {}, 10_000)).works).toHaveLength(1);
  });

  test("is not read whole to find out how it is written", async () => {
    store.put("s3://bucket/a.csv", `id,name\n${lines(400_000)}`);
    await listed(planWithStores(planOf("s3://bucket/a.csv"), stores()), Number.MAX_SAFE_INTEGER);
    expect(store.given()).toBeLessThan(2 << 20);
  });
});

describe("what is wrong", () => {
  test("with a row is told of the object, by the line in it", async () => {
    store.put("s3://bucket/in/a 1.csv", `id,name\n${lines(2000)}bad,x\n${lines(10)}`);
    const { rejects, rows } = await read("s3://bucket/in/a 1.csv", {}, 10_000);
    expect(rows).toHaveLength(2010);
    expect(rejects).toEqual([["s3://bucket/in/a 1.csv", 4002]]);
  });

  test("with a value of Parquet too", async () => {
    const path = await scratch.write("odd.parquet", "SELECT 1.5 AS id, 'x' AS name");
    store.put("s3://bucket/odd.parquet", await readFile(path));
    expect((await read("s3://bucket/odd.parquet")).rejects).toEqual([["s3://bucket/odd.parquet", 1]]);
  });

  test("with a file names the object, not its copy", async () => {
    store.put("s3://bucket/a.csv.gz", gzipSync(`id,name\n${lines(9000)}`).subarray(0, 2000));
    const error = await read("s3://bucket/a.csv.gz").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "file.damaged", where: "s3://bucket/a.csv.gz" });
    store.put("s3://bucket/b.parquet", "PAR1 and no more");
    const late = await read("s3://bucket/b.parquet").catch((thrown: unknown) => thrown);
    expect(late).toMatchObject({ code: "file.damaged", where: "s3://bucket/b.parquet" });
    expect(JSON.stringify([error, late])).not.toContain("copy-of");
    expect(await leftCopies()).toEqual([]);
  });

  test("a column that is missing names the object", async () => {
    store.put("s3://bucket/a.csv", "id,nmae\n1,x\n");
    await expect(read("s3://bucket/a.csv")).rejects.toMatchObject({
      code: "csv.missing-column",
      where: "s3://bucket/a.csv, line 1",
    });
  });

  test("an object that is another one since the plan is not read, nor one that is gone", async () => {
    store.put("s3://bucket/a.csv", "id,name\n1,x\n");
    const plan = planWithStores(planOf("s3://bucket/a.csv"), stores());
    const [work] = await listed(plan, 1000);
    store.put("s3://bucket/a.csv", "id,name\n1,y\n");
    await expect(extracted(plan, work!)).rejects.toMatchObject({ class: "permanent", code: "file.changed" });
    store.delete("s3://bucket/a.csv");
    await expect(extracted(plan, work!)).rejects.toMatchObject({ code: "file.missing" });
    expect(await leftCopies()).toEqual([]);
  });

  test("without a store it is said that there is none", async () => {
    await expect(listed(planOf("s3://bucket/a.csv"), 1000)).rejects.toMatchObject({ code: "file.no-store" });
  });
});

test("a plan with stores is the same plan by its digest", () => {
  const plan = planOf("s3://bucket/a.csv");
  expect(planDigest(planWithStores(plan, stores()))).toBe(planDigest(plan));
});
