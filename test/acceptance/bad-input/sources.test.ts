import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { expectJsonMessage, expectMessage, messagesIn } from "../support/message.ts";
import { GOOD_ROWS, indexOf, pipelineFile } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { type Answer, waybill } from "../support/waybill.ts";

const MANY_ROWS = `id,name,amount\n${Array.from({ length: 5000 }, (_, i) => `${i},name ${i},${i / 8}`).join("\n")}\n`;
const half = (whole: Uint8Array): Uint8Array => whole.subarray(0, whole.length / 2);

/** By the pipeline's name: what it reads, and what it is told. */
const SOURCES = {
  missing: { at: "gone.csv", code: "file.missing", where: "gone.csv" },
  folder: { at: "a-folder.csv", code: "file.is-directory", where: "a-folder.csv", next: "a-folder.csv/*" },
  nothing: { at: "an-empty-folder", code: "file.no-match", where: "an-empty-folder" },
  pattern: { at: "none-*.csv", code: "file.no-match", where: "/", next: "check the pattern" },
  binary: { at: "binary.csv", code: "csv.missing-column", where: "binary.csv, line 1" },
  columns: {
    at: "columns.csv",
    code: "csv.missing-column",
    where: "columns.csv, line 1",
    next: 'did you mean "amuont"',
  },
  parquet: { at: "corrupt.parquet", code: "file.damaged", where: "corrupt.parquet" },
  short: { at: "short.parquet", code: "file.damaged", where: "short.parquet" },
  gzip: { at: "short.csv.gz", code: "file.damaged", where: "short.csv.gz" },
  zstd: { at: "short.csv.zst", code: "file.damaged", where: "short.csv.zst" },
  empty: { at: "empty.csv", code: "file.empty", where: "empty.csv", next: "wait until it is written" },
  amongOthers: { at: "part-*.csv", code: "file.empty", where: "part-2.csv", next: "a pattern that does not" },
  pipe: { at: "pipe.csv", code: "file.not-regular", where: "pipe.csv", next: "into a file" },
  json: { at: "broken.json", code: /^(json|file)\./, where: "broken.json" },
} as const;

let scene: Folder;
let all: Answer;

beforeAll(async () => {
  scene = folder();
  for (const name of ["a-folder.csv", "an-empty-folder"]) mkdirSync(scene.at(name));
  scene.write("good.csv", GOOD_ROWS);
  scene.write("empty.csv", "");
  for (const n of [1, 2, 3]) scene.write(`part-${n}.csv`, n === 2 ? "" : GOOD_ROWS);
  execFileSync("mkfifo", [scene.at("pipe.csv")]);
  scene.write("binary.csv", Buffer.from([0xff, 0xfe, 0, 1, 2, 0x50, 0x4b, 3, 4, 0, 0, 9]));
  scene.write("columns.csv", "id,name,amuont\n1,a,2\n");
  scene.write(
    "corrupt.parquet",
    Buffer.concat([Buffer.from("PAR1"), Buffer.alloc(300, 7), Buffer.from("PAR1")]),
  );
  scene.write("short.parquet", Buffer.concat([Buffer.from("PAR1"), Buffer.alloc(300, 7)]));
  scene.write("short.csv.gz", half(gzipSync(MANY_ROWS)));
  scene.write("short.csv.zst", half(zstdCompressSync(MANY_ROWS)));
  scene.write("broken.json", '[{"id": 1, "name": "a", "amount": 1}, {"id": 2, ');
  const names = Object.keys(SOURCES);
  scene.write("pipelines/index.ts", indexOf(names));
  for (const [name, { at }] of Object.entries(SOURCES)) {
    scene.write(`pipelines/${name}.ts`, pipelineFile(name, { source: `files("${at}", { row: Row })` }));
  }
  all = await waybill(scene.path, "demo", "--state", "state");
}, 60_000);
afterAll(() => scene[Symbol.dispose]());

test("a source that cannot be read ends its run with one message each, and no stack trace", () => {
  expect(all.code).toBe(1);
  expect(all.out + all.err).not.toMatch(/^ {4}at /m);
  const told = messagesIn(all.err);
  expect(told).toHaveLength(Object.keys(SOURCES).length);
  Object.entries(SOURCES).forEach(([name, { code, where, ...more }], i) => {
    expect(told[i], name).toMatchObject({
      code: expect.stringMatching(code),
      message: expect.stringMatching(/\w/),
      where: expect.stringContaining(where),
      next: expect.stringContaining("next" in more ? more.next : " "),
    });
  });
});

test("as JSON it is told as well, with the run that failed", async () => {
  const answer = await waybill(scene.path, "run", "missing", "--state", "state", "--json");
  expectJsonMessage(answer, {
    exit: 1,
    code: "file.missing",
    where: "gone.csv",
    next: "did you mean good.csv?",
  });
  expect(JSON.parse(answer.out)).toMatchObject({ pipeline: "missing", status: "failed", warehouse: null });
});

test("nothing of it is loaded, and no table is made", async () => {
  const answer = await waybill(scene.path, "query", "select 1", "--state", "state", "--json");
  expectJsonMessage(answer, { exit: 2, code: "warehouse.empty", next: "waybill run" });
});

test("a file that became empty does not empty the table that it replaces; one with a header alone does", async () => {
  const load = '.load({ table: "daily", mode: "replace" })';
  scene.write("daily.ts", pipelineFile("daily", { source: 'files("daily.csv", { row: Row })', load }));
  const run = (content: string) => {
    scene.write("daily.csv", content);
    return waybill(scene.path, "run", "daily.ts", "--state", "daily");
  };
  const rows = () => query(scene.at("daily"), "SELECT count(*)::INT AS rows FROM daily");
  expect((await run(GOOD_ROWS)).code).toBe(0);
  expectMessage(await run(""), { exit: 1, code: "file.empty", where: "daily.csv" });
  expect(await rows()).toEqual([{ rows: 3 }]);
  expect((await run("id,name,amount\n")).code).toBe(0);
  expect(await rows()).toEqual([{ rows: 0 }]);
}, 30_000);

test("NDJSON of 0 bytes is a list without rows", async () => {
  scene.write("none.ndjson", "");
  scene.write("none.ts", pipelineFile("none", { source: 'files("none.ndjson", { row: Row })' }));
  const { code, out, err } = await waybill(scene.path, "run", "none.ts", "--state", "state-of-none");
  expect(code, err).toBe(0);
  expect(out).toMatch(/^ +read +0\b/m);
  expect(out).toMatch(/^ +loaded +0\b/m);
});

test("a sample that holds nothing, or is no file, makes no pipeline", async () => {
  expectMessage(await waybill(scene.path, "init", "empty.csv", "--name", "sample"), {
    exit: 1,
    code: "file.empty",
    where: "empty.csv",
    next: "has some rows",
  });
  expectMessage(await waybill(scene.path, "init", "pipe.csv", "--name", "sample"), {
    exit: 1,
    code: "file.not-regular",
    where: "pipe.csv",
  });
});

test("bytes that are no text of the encoding are read as what they are, or rejected with their place", async () => {
  scene.write("latin.csv", Buffer.from("id,name,amount\n1,caf\xe9,1\n2,tea,2\n", "latin1"));
  scene.write(
    "mixed.csv",
    Buffer.concat([
      Buffer.from("id,name,amount\n1,café,1\n2,"),
      Buffer.from([0xe9, 0x28]),
      Buffer.from(",2\n3,tea,3\n"),
    ]),
  );
  scene.write("latin.ts", pipelineFile("latin", { source: 'files("latin.csv", { row: Row })' }));
  scene.write(
    "mixed.ts",
    pipelineFile("mixed", { source: 'files("mixed.csv", { row: Row, encoding: "utf-8" })' }),
  );
  const state = ["--state", "encodings"];
  await waybill(scene.path, "run", "latin.ts", ...state);
  const mixed = JSON.parse((await waybill(scene.path, "run", "mixed.ts", ...state, "--json")).out);
  expect(mixed).toMatchObject({ status: "completed", rows: { read: 3, rejected: 1, loaded: 2 } });
  const held = await waybill(scene.path, "quarantine", "show", "last", ...state, "--json");
  expect(JSON.parse(held.out).rejects).toMatchObject([{ line: 3, reason: expect.stringMatching(/UTF-8/i) }]);
  expect(await query(scene.at("encodings"), "SELECT name FROM latin ORDER BY id")).toEqual([
    { name: "café" },
    { name: "tea" },
  ]);
});
