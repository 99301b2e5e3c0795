import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  type Engine,
  engineWithStores,
  files,
  pipeline,
  planWithStores,
  type SourceStores,
} from "@waybill/core";
import { type Database, engineInWorker, openDatabase, text } from "@waybill/core/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { BUCKET, type Workplace, workplace } from "../objects/testing/endpoint.ts";
import { s3Store } from "./s3-store.ts";

const row = z.object({ id: z.int(), name: z.string().nullable() });
const { signal } = new AbortController();

let place: Workplace;
let database: Database;
let engine: Engine;
let stores: SourceStores;
beforeAll(async () => {
  place = await workplace();
  await mkdir(join(place.folder, "temp"));
  const tempDirectory = join(place.folder, "temp");
  database = await openDatabase({ tempDirectory });
  const opened = s3Store({ settings: place.settings });
  stores = { byScheme: { s3: () => opened }, folder: join(place.folder, "copies") };
  // A plan that no file holds is worked on in this thread.
  engine = engineWithStores(
    engineInWorker({ settings: { tempDirectory, threads: 1 }, locate: () => null }),
    stores,
  );
});
afterAll(async () => {
  await engine.close();
  database.close();
  await place[Symbol.asyncDispose]();
});

const planned = (at: string) => planWithStores(pipeline("test", { source: files(at, { row }) }).plan, stores);

const listed = ({ source }: ReturnType<typeof planned>, targetBytes: number) =>
  source.source.plan({
    baseDir: place.folder,
    parameters: {},
    split: true,
    sizes: { targetBytes },
    sniff: (path, given) => engine.sniff(path, given),
    signal,
  });

async function extracted(plan: ReturnType<typeof planned>, work: Awaited<ReturnType<typeof listed>>[number]) {
  const path = (name: string) => join(place.folder, `${name}.parquet`);
  const out = { rows: path("rows"), rejects: path("rejects"), quarantine: path("quarantine") };
  const { name: source } = plan.source;
  const { rows, rejects } = await engine.extract({
    plan,
    source,
    work,
    partition: 0,
    runTime: 0,
    signal,
    out,
  });
  const connection = await database.connect();
  const all = (file: string) => connection.all<Record<string, unknown>>(`FROM read_parquet(${text(file)})`);
  try {
    return { counts: rows, rows: await all(out.rows), rejects: rejects ? await all(out.rejects) : [] };
  } finally {
    connection.close();
  }
}

test("a pattern over packed files: rows, and the reject's object and line", async () => {
  place.server.buckets.put(BUCKET, "in/a 1+ü.csv.gz", gzipSync("id,name\n1,x\nbad,y\n"));
  place.server.buckets.put(BUCKET, "in/b.csv.gz", gzipSync("name,id\n,2\n"));
  place.server.buckets.put(BUCKET, "in/c.csv", "no,such\n1,2\n");
  const plan = planned(`s3://${BUCKET}/in/*.csv.gz`);
  expect(plan.source.source.dataset).toBe(`s3://${BUCKET}/in/*.csv.gz`);
  const [work, ...others] = await listed(plan, 1 << 20);
  expect(others).toEqual([]);
  const { counts, rows, rejects } = await extracted(plan, work!);
  expect(counts).toMatchObject({ read: 3, extracted: 2, rejected: 1 });
  expect(rows.map(({ id, name }) => [id, name])).toEqual([
    [1n, "x"],
    [2n, null],
  ]);
  expect(rejects).toMatchObject([{ file: `s3://${BUCKET}/in/a 1+ü.csv.gz`, line: 3n, column: "id" }]);
  expect(await readdir(stores.folder)).toEqual([]);
});

test("a large file is cut, each partition downloads its slice, and none of another content", async () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `${i},"line\n${i}"\n`).join("");
  place.server.buckets.put(BUCKET, "large.csv", `id,name\n${lines(20_000)}`);
  const plan = planned(`s3://${BUCKET}/large.csv`);
  const works = await listed(plan, 100_000);
  expect(works.length).toBeGreaterThan(2);
  const before = place.server.calls.length;
  let read = 0;
  for (const work of works) read += (await extracted(plan, work)).counts.extracted;
  expect(read).toBe(20_000);
  const ranges = place.server.calls.slice(before).map(({ headers }) => headers.range);
  expect(ranges).toEqual(
    works.map(({ inputs: [input] }) => {
      const [, from, to] = /^bytes (\d+)-(\d+)$/.exec(input?.part ?? "") ?? [];
      return `bytes=${from}-${Number(to) - 1}`;
    }),
  );
  place.server.buckets.put(BUCKET, "large.csv", `id,name\n${lines(20_001)}`);
  await expect(extracted(plan, works[0]!)).rejects.toMatchObject({
    class: "permanent",
    code: "file.changed",
    where: `s3://${BUCKET}/large.csv`,
  });
  expect(await readdir(stores.folder)).toEqual([]);
});
