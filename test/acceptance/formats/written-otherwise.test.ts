import { afterAll, beforeAll, expect, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { HEAD } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { waybill } from "../support/waybill.ts";
import { columnsOf, rowOf, WRITTEN } from "./written-otherwise.ts";

const SOURCES = Object.entries(WRITTEN).map(([name, written]) => ({
  name,
  file: `${name}.${written.suffix ?? "csv"}`,
  ...written,
}));

/** Every file is a source of its own; a row of each becomes one text. */
const pipeline = `${HEAD}
export default pipeline("written", {
  one: rows("one", { row: z.object({ n: z.int() }) }, () => [{ n: 1 }]),
  ${SOURCES.map(({ name, file, options = "", ...more }) => `${name}: files("${file}", { row: ${rowOf(more)}, ${options} }),`).join("\n  ")}
}, { split: "one" })
  .sql({
    produces: z.object({ source: z.string(), cells: z.string() }),
    query: \`select source, cells from input, (${SOURCES.map(textRows).join(" union all ")})\`,
  })
  .load({ table: "written", mode: "append" });
`;

function textRows({ name, ...written }: (typeof SOURCES)[number]): string {
  const cells = columnsOf(written).map((column) => `coalesce(${column}::varchar, '∅')`);
  return `select '${name}' as source, concat_ws('|', ${cells.join(", ")}) as cells from ${name}`;
}

let scene: Folder;
let rejected: Readonly<Record<string, number>>;

beforeAll(async () => {
  scene = folder();
  for (const { file, content } of SOURCES) scene.write(file, content);
  scene.write("written.ts", pipeline);
  const words = ["--state", "state", "--json"];
  const { code, out, err } = await waybill(scene.path, "run", "written.ts", ...words);
  if (code !== 0) throw new Error(`${out}${err}`);
  const { hops } = JSON.parse((await waybill(scene.path, "lineage", "last", ...words)).out) as Lineage;
  const extracted = hops.filter(({ type }) => type === "Extracted");
  rejected = Object.fromEntries(extracted.map(({ unit, rows }) => [unit.replace("#0", ""), rows.rejected]));
}, 60_000);
afterAll(() => scene[Symbol.dispose]());

interface Lineage {
  readonly hops: readonly {
    readonly type: string;
    readonly unit: string;
    readonly rows: { readonly rejected: number };
  }[];
}

test.each(SOURCES)("$name", async ({ name, rows, rejected: held = 0 }) => {
  const found = await query(
    scene.at("state"),
    `SELECT cells FROM written WHERE source = '${name}' ORDER BY cells`,
  );
  expect(found.map(({ cells }) => cells)).toEqual(rows);
  expect(rejected[name]).toBe(held);
});
