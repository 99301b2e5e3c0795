import { afterAll, beforeAll, expect, test } from "vitest";
import { audit, runsOf } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { HEAD } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { waybill } from "../support/waybill.ts";
import { type Cells, COLUMNS, NAMES, SAMPLE } from "./cells.ts";
import { COMPRESSIONS, delimited, jsonObject, writeParquet } from "./writers.ts";

const TEXTS = {
  csv: delimited(SAMPLE, ","),
  tsv: delimited(SAMPLE, "\t"),
  ndjson: `${SAMPLE.map(jsonObject).join("\n")}\n`,
  json: `[\n${SAMPLE.map(jsonObject).join(",\n")}\n]\n`,
} as const;
const CODECS = ["uncompressed", "snappy", "gzip", "zstd"] as const;

/** Sources by name, and the file of each. */
const FILES: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.keys(TEXTS).flatMap((type) =>
    Object.keys(COMPRESSIONS).map((suffix) => [
      `${type}${suffix.replace(".", "_")}`,
      `sample.${type}${suffix}`,
    ]),
  ),
  ...CODECS.map((codec) => [`parquet_${codec}`, `sample-${codec}.parquet`]),
]);
const SOURCES = Object.keys(FILES);

/** One run reads them all. */
const pipeline = `${HEAD}
const Sample = z.object({ ${NAMES.map((name) => `${name}: ${COLUMNS[name].zod}`).join(", ")} });
export default pipeline("formats", {
  one: rows("one", { row: z.object({ n: z.int() }) }, () => [{ n: 1 }]),
  ${SOURCES.map((name) => `${name}: files("${FILES[name]}", { row: Sample }),`).join("\n  ")}
}, { split: "one" })
  .sql({
    produces: Sample.extend({ source: z.string() }),
    query: \`select a.* from input, (${SOURCES.map((name) => `select *, '${name}' as source from ${name}`).join(" union all ")}) a\`,
  })
  .load({ table: "formats", mode: "append" });
`;

let scene: Folder;
beforeAll(async () => {
  scene = folder();
  for (const [type, text] of Object.entries(TEXTS)) {
    for (const [suffix, compress] of Object.entries(COMPRESSIONS)) {
      scene.write(`sample.${type}${suffix}`, compress(Buffer.from(text)));
    }
  }
  for (const codec of CODECS) await writeParquet(scene.at(`sample-${codec}.parquet`), SAMPLE, codec);
  scene.write("formats.ts", pipeline);
  const { code, out, err } = await waybill(scene.path, "run", "formats.ts", "--state", "state");
  if (code !== 0) throw new Error(`${out}${err}`);
}, 60_000);
afterAll(() => scene[Symbol.dispose]());

test.each(SOURCES)("%s: what is in the warehouse is what was written", async (source) => {
  const cells = NAMES.map((name) => `"${name}"::VARCHAR AS "${name}"`).join(", ");
  const rows = await query(
    scene.at("state"),
    `SELECT ${cells} FROM formats WHERE source = '${source}' ORDER BY formats.id`,
  );
  expect((rows as readonly Cells[]).map(withPlainJson)).toEqual(SAMPLE.map(withPlainJson));
});

test("the types are those of the row contract", async () => {
  const columns = await query(
    scene.at("state"),
    "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'formats'",
  );
  const types = Object.fromEntries(columns.map(({ column_name, data_type }) => [column_name, data_type]));
  expect(types).toMatchObject(Object.fromEntries(NAMES.map((name) => [name, COLUMNS[name].type])));
});

test("the lineage has each source, and every row of it", async () => {
  const [run] = await runsOf(scene.at("state"));
  const { rows } = await audit(scene.at("state"), run?.runId ?? "");
  expect(rows).toMatchObject({ read: 1, loaded: SAMPLE.length * SOURCES.length });
});

/** JSON may be spaced and its numbers be written in another way. */
const withPlainJson = (cells: Cells) => ({
  ...cells,
  tags: cells.tags === null ? null : JSON.parse(cells.tags),
});
