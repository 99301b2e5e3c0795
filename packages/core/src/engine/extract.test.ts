import { mkdir, readdir, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Plan } from "../pipeline/plan.ts";
import type { ExtractRequest } from "../ports/engine.ts";
import type { Rules } from "../quality/check.ts";
import { files } from "../sources/files.ts";
import { rows } from "../sources/rows.ts";
import type { Source } from "../sources/source.ts";
import { extract } from "./extract.ts";
import { sniff } from "./read/sniff/sniff.ts";
import { parquet } from "./sql.ts";
import { check, openScratch, rulesOf, type Scratch } from "./testing/scratch.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
  await mkdir(scratch.path("temp"));
});
afterAll(() => scratch.close());

const row = z.object({ id: z.int(), name: z.string().nullable(), key: z.uuid().nullable() });
const KEY = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
const NONE: Rules = { checks: [], corrections: [] };
const bounds = check("id.between", { rule: "between", low: 0, high: 100 });
const named = check("name.notNull", { rule: "notNull" });

function planOf(source: Source, sourceRules: Rules, lookupRules = NONE): Plan {
  return {
    name: "test",
    source: { name: "main", source, rules: NONE },
    lookups: [{ name: "lookup", source, rules: lookupRules }],
    steps: [],
    columns: source.contract.columns,
    sourceRules,
    resultRules: NONE,
    tolerate: { quarantined: null, rejected: null },
    load: null,
  };
}

let runs = 0;
async function run(source: Source, rules = NONE, change: Partial<ExtractRequest> = {}) {
  const plan = change.plan ?? planOf(source, rules);
  const [work] = await source.plan({
    baseDir: scratch.folder,
    parameters: {},
    split: true,
    sizes: { targetBytes: 1 << 20 },
    sniff: (path, given) => sniff(scratch.connection, path, given),
    signal: new AbortController().signal,
  });
  const number = runs++;
  const out = {
    rows: scratch.path(`rows-${number}.parquet`),
    rejects: scratch.path(`rejects-${number}.parquet`),
    quarantine: scratch.path(`quarantine-${number}.parquet`),
  };
  const report = await extract(
    scratch.database,
    {
      plan,
      source: "main",
      work: work!,
      partition: 7,
      runTime: 0,
      signal: new AbortController().signal,
      out,
      ...change,
    },
    { tempDirectory: scratch.path("temp") },
  );
  const rowsOf = (path: string) => scratch.connection.all(`FROM ${parquet(path)} ORDER BY ALL`);
  return { report, out, artifact: await rowsOf(out.rows), rowsOf };
}

async function csv(content: string | Uint8Array, name = "data.csv"): Promise<Source> {
  await writeFile(scratch.path(name), content);
  return files(name, { row });
}

describe("extract", () => {
  test("typed rows, and the partition; UUID and JSON are text in Parquet", async () => {
    const { report, artifact } = await run(await csv(`id,name,key\n1,x,${KEY}\n2,,\n`));
    expect(artifact).toEqual([
      { id: 1n, name: "x", key: KEY, _waybill_partition: 7 },
      { id: 2n, name: null, key: null, _waybill_partition: 7 },
    ]);
    expect(report).toMatchObject({
      rows: { read: 2, extracted: 2, rejected: 0, quarantined: 0, corrected: 0 },
      checks: [],
      rejects: null,
      quarantine: null,
    });
    expect(report.artifact.rows).toBe(2);
    expect(report.artifact.columns.map(({ name, type }) => [name, type])).toEqual([
      ["id", "BIGINT"],
      ["name", "VARCHAR"],
      ["key", "VARCHAR"],
      ["_waybill_partition", "INTEGER"],
    ]);
  });

  test("the books: read = extracted + rejected + quarantined", async () => {
    const source = await csv("id,name,key\n1,x,\nbad,y,\n500,z,\n2.5,w,\n3,,\n");
    const { report, artifact, out, rowsOf } = await run(source, rulesOf([bounds, named]));
    expect(report.rows).toEqual({ read: 5, extracted: 1, rejected: 2, quarantined: 2, corrected: 0 });
    expect(report.checks.map(({ id, failed }) => [id, failed])).toEqual([
      ["id.between", 1],
      ["name.notNull", 1],
    ]);
    expect(artifact.map(({ id, _waybill_flags }) => [id, _waybill_flags])).toEqual([
      [1n, 0n],
      [3n, 2n],
      [500n, 1n],
    ]);
    expect(await rowsOf(out.rejects)).toMatchObject([
      { file: scratch.path("data.csv"), line: 3n, column: "id", text: "bad,y,", code: "csv.bad-value" },
      { line: 5n, column: "id", text: "2.5,w," },
    ]);
    expect(report.rejects).toMatchObject({ rows: 2 });
    expect((await rowsOf(out.quarantine)).map(({ id }) => id)).toEqual([3n, 500n]);
  });

  test("corrections are applied in the same pass", async () => {
    const source = await csv("id,name,key\n-5,x,\n1,y,\n");
    const { report, artifact } = await run(source, rulesOf([bounds], [{ column: "id", sql: "abs(id)" }]));
    expect(report.rows).toMatchObject({ extracted: 2, quarantined: 0, corrected: 1 });
    expect(artifact.map(({ id }) => id)).toEqual([1n, 5n]);
  });

  test("a lookup has its own rules and no partition", async () => {
    const source = await csv("id,name,key\n500,x,\n");
    const plan = planOf(source, NONE, rulesOf([bounds]));
    const { report, artifact } = await run(source, NONE, { plan, source: "lookup" });
    expect(report.rows).toMatchObject({ extracted: 0, quarantined: 1 });
    expect(artifact).toEqual([{ id: 500n, name: "x", key: null, _waybill_flags: 1n }]);
  });

  test("nothing to read gives an artifact without rows", async () => {
    const { report, artifact } = await run(await csv("id,name,key\n"), rulesOf([bounds]));
    expect(artifact).toEqual([]);
    expect(report).toMatchObject({ rows: { read: 0 }, artifact: { rows: 0 }, quarantine: null });
    expect(report.artifact.columns.map(({ name }) => name)).toContain("_waybill_flags");
  });

  test("defaults fill in for NULL before the checks look", async () => {
    await writeFile(scratch.path("defaults.csv"), 'id,name,at\n,,\n2,"",2024-02-29T00:00:00Z\n');
    const source = files("defaults.csv", {
      row: z.object({
        id: z.int().default(-1),
        name: z.string().default("none"),
        at: z.date().default(new Date(0)),
      }),
    });
    const { artifact } = await run(source, rulesOf([check("id.notNull", { rule: "notNull" })]));
    expect(artifact.map(({ id, name, at }) => [id, name, at])).toEqual([
      [-1n, "none", new Date(0)],
      [2n, "", new Date("2024-02-29")],
    ]);
  });

  test("rows of an author's code", async () => {
    const list = rows("list", { row }, function* () {
      yield { id: 1, name: "x", key: null };
      yield { id: 1.5, name: "y", key: null };
    });
    const { report, artifact, out, rowsOf } = await run(list);
    expect(artifact).toEqual([{ id: 1n, name: "x", key: null, _waybill_partition: 7 }]);
    expect(report.rows).toMatchObject({ read: 2, rejected: 1 });
    expect(await rowsOf(out.rejects)).toMatchObject([{ file: null, line: 2n, column: "id" }]);
  });

  test("nothing stays behind in the folder for copies, also where it fails", async () => {
    await run(await csv(gzipSync("id,name,key\n1.5,x,\n2,y,\n"), "packed.csv"));
    const source = await csv("id,name,key\n1,x,\n", "gone.csv");
    await expect(
      run(source, NONE, {
        work: {
          describe: "",
          inputs: [],
          detail: { kind: "files", format: { type: "parquet" }, slices: [{ path: "/none", firstLine: 1 }] },
        },
      }),
    ).rejects.toMatchObject({ code: "file.missing" });
    expect(await readdir(scratch.path("temp"))).toEqual([]);
  });

  test("several at once on one engine, each with its own rejects", async () => {
    const sources = await Promise.all(
      Array.from({ length: 6 }, (_, i) => csv(`id,name,key\n1,x,\n${"bad,y,\n".repeat(i)}`, `many-${i}.csv`)),
    );
    const results = await Promise.all(sources.map((source) => run(source)));
    expect(results.map(({ report }) => report.rows.rejected)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("a source that the pipeline does not have any more", async () => {
    await expect(run(await csv("id,name,key\n"), NONE, { source: "other" })).rejects.toMatchObject({
      code: "pipeline.missing-source",
      why: "its sources are: main, lookup",
    });
  });

  test("what is stopped stops", async () => {
    const abort = new AbortController();
    abort.abort(new Error("stopped"));
    await expect(run(await csv("id,name,key\n1,x,\n"), NONE, { signal: abort.signal })).rejects.toThrow(
      "stopped",
    );
  });

  test("what is stopped while it reads stops, and leaves nothing", async () => {
    const abort = new AbortController();
    const endless = rows("endless", { row }, function* () {
      for (let id = 0; ; id++) {
        if (id === 5000) abort.abort(new Error("stopped"));
        yield { id, name: null, key: null };
      }
    });
    await expect(run(endless, NONE, { signal: abort.signal })).rejects.toThrow("stopped");
    expect(await readdir(scratch.path("temp"))).toEqual([]);
  });
});
