import { symlinkSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audit, runsOf } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { HEAD } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { waybill } from "../support/waybill.ts";

const FILES = 300;
const ROWS = 10;
const LARGE_ROWS = 20_000;

let scene: Folder;
beforeAll(() => {
  scene = folder();
});
afterAll(() => scene[Symbol.dispose]());

async function run(name: string, at: string, ...flags: readonly string[]) {
  const source = `files(${at}, { row: z.object({ id: z.int(), text: z.string() }) })`;
  scene.write(
    `${name}.ts`,
    `${HEAD}export default pipeline("${name}", ${source}).load({ table: "${name}", mode: "append" });\n`,
  );
  const answer = await waybill(scene.path, "run", `${name}.ts`, "--state", name, "--json", ...flags);
  if (answer.code !== 0) throw new Error(answer.err);
  const [only] = await runsOf(scene.at(name));
  await audit(scene.at(name), only?.runId ?? "");
  return JSON.parse(answer.out) as { readonly partitions: number };
}

const sums = (name: string) =>
  query(
    scene.at(name),
    `SELECT count(*)::INT AS rows, sum(id)::INT AS sum, sum(hash(id) = hash(text::BIGINT))::INT AS whole FROM ${name}`,
  );

test("a pattern, a path and a folder name each file once, packed or not; small ones are read together", async () => {
  const rows = FILES * ROWS;
  for (let file = 0; file < FILES; file++) {
    const lines = Array.from({ length: ROWS }, (_, i) => file * ROWS + i).map((id) => `${id},${id}`);
    const text = Buffer.from(`id,text\n${lines.join("\n")}\n`);
    const place = `many/${file % 7}/part-${file}.csv`;
    if (file % 2 === 0) scene.write(place, text);
    else scene.write(`${place}.gz`, gzipSync(text));
  }
  scene.write("many/README.md", "no data");
  const { partitions } = await run("together", '["many/**/part-*.csv", "many/3/part-3.csv.gz", "many"]');
  expect(partitions).toBeLessThanOrEqual(2);
  expect(await sums("together")).toEqual([{ rows, sum: (rows * (rows - 1)) / 2, whole: rows }]);
});

test("links to files that are read too, and to their own folder, double no row", async () => {
  scene.write("links/b.csv", "id,text\n1,1\n2,2\n");
  symlinkSync("b.csv", scene.at("links/a.csv"));
  symlinkSync(".", scene.at("links/again"));
  await run("linked", '"links"');
  expect(await sums("linked")).toEqual([{ rows: 2, sum: 3, whole: 2 }]);
});

test("a large file is cut at row starts, not at the line breaks within its rows", async () => {
  const lines = Array.from(
    { length: LARGE_ROWS },
    (_, id) => `${id},"${id}\n${id % 3 === 0 ? `""${id},` : ""}"`,
  );
  scene.write("large.csv", `id,text\n${lines.join("\n")}\n`);
  const { partitions } = await run("large", '"large.csv"', "--partition-size", "16KB");
  expect(partitions).toBeGreaterThan(10);
  const found = await query(
    scene.at("large"),
    `SELECT count(*)::INT AS rows, count(DISTINCT id)::INT AS ids,
       sum((text = id || chr(10) || if(id % 3 = 0, '"' || id || ',', ''))::INT)::INT AS whole,
       count(DISTINCT _waybill_partition)::INT AS partitions FROM large`,
  );
  expect(found).toEqual([{ rows: LARGE_ROWS, ids: LARGE_ROWS, whole: LARGE_ROWS, partitions }]);
});
