import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, audit, runsOf } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { HEAD, indexOf } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { waybill } from "../support/waybill.ts";

const Sale =
  "z.object({ id: z.int(), day: z.iso.date(), shop: z.string(), amount: decimal(10, 2).nullable() })";
const sales = `files("sales", { row: ${Sale} })`;

/** In the order in which the demo runs them. */
const PIPELINES = {
  appended: `${sales}).load({ table: "appended", mode: "append" })`,
  merged: `${sales}).load({ table: "merged", mode: "merge", key: ["id"] })`,
  latest: `files("moves", { row: ${Sale} }))
    .check(({ id }) => [id.unique({ keep: { latest: "day" } })])
    .load({ table: "latest", mode: "merge", key: ["id"] })`,
  by_shop: `${sales}).sql({
      scope: "run",
      produces: z.object({ shop: z.string(), sales: z.int(), total: decimal(38, 2).nullable() }),
      query: "select shop, count(*) as sales, sum(amount) as total from input group by shop",
    }).load({ table: "by_shop", mode: "replace" })`,
  named: `{
      sales: ${sales},
      shops: files("shops.ndjson", { row: z.object({ shop: z.string(), city: z.string() }) }),
      rates: rows("rates", { row: z.object({ city: z.string(), rate: z.number() }) }, () => [{ city: "Bonn", rate: 0.5 }]),
    }, { split: "sales" })
    .sql({
      produces: z.object({ id: z.int(), city: z.string().nullable(), rate: z.number().nullable() }),
      query: "select i.id, s.city, r.rate from input i left join shops s using (shop) left join rates r using (city)",
    }).load({ table: "named", mode: "replace" })`,
} as const;
type Name = keyof typeof PIPELINES;

const csv = (rows: readonly string[]) => `id,day,shop,amount\n${rows.join("\n")}\n`;

let scene: Folder;
const accounts: Record<string, readonly Account[]> = {};

beforeAll(async () => {
  scene = folder();
  scene.write("pipelines/index.ts", indexOf(Object.keys(PIPELINES)));
  for (const [name, body] of Object.entries(PIPELINES)) {
    scene.write(`pipelines/${name}.ts`, `${HEAD}export default pipeline("${name}", ${body};\n`);
  }
  scene.write("shops.ndjson", '{"shop": "a", "city": "Bonn"}\n{"shop": "b", "city": "Kiel"}\n');
  await runAll({
    "sales/1.csv": csv(["1,2026-01-01,a,1.50", "2,2026-01-01,b,2.50"]),
    "sales/deeper/2.csv": csv(["3,2026-01-02,a,", "4,2026-01-02,c,4.00"]),
    "moves/1.csv": csv(["1,2026-01-01,a,1", "1,2026-01-03,b,1", "2,2026-01-01,a,1"]),
    "moves/2.csv": csv(["1,2026-01-02,c,1"]),
  });
  await runAll({
    "sales/1.csv": csv(["1,2026-01-01,a,1.50", "2,2026-01-01,b,9.99"]),
    "sales/deeper/2.csv": csv(["4,2026-01-02,c,4.00", "5,2026-01-05,a,5.00"]),
    "moves/1.csv": csv(["1,2026-01-04,d,1"]),
    "moves/2.csv": csv(["2,2026-01-01,a,1", "3,2026-01-01,a,1"]),
  });
  const runs = await runsOf(scene.at("state"));
  for (const [i, name] of Object.keys(PIPELINES).entries()) {
    const own = [runs[i], runs[i + Object.keys(PIPELINES).length]];
    accounts[name] = await Promise.all(own.map((run) => audit(scene.at("state"), run?.runId ?? "")));
  }
}, 120_000);
afterAll(() => scene[Symbol.dispose]());

async function runAll(contents: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(contents)) scene.write(path, content);
  const { code, out, err } = await waybill(scene.path, "demo", "--state", "state");
  if (code !== 0) throw new Error(`${out}${err}`);
}

const table = async (name: Name, columns: string) =>
  (await query(scene.at("state"), `SELECT concat_ws('|', ${columns}) AS row FROM ${name} ORDER BY 1`)).map(
    ({ row }) => row,
  );
const loads = (name: Name) => accounts[name]?.map(({ loaded }) => loaded);

test("append adds all rows of each run", async () => {
  expect(await table("appended", "id, shop, amount")).toEqual([
    "1|a|1.50",
    "1|a|1.50",
    "2|b|2.50",
    "2|b|9.99",
    "3|a",
    "4|c|4.00",
    "4|c|4.00",
    "5|a|5.00",
  ]);
  expect(loads("appended")).toMatchObject([{ inserted: 4 }, { inserted: 4 }]);
  const runs = await query(
    scene.at("state"),
    "SELECT count(DISTINCT _waybill_run_id)::INT AS runs FROM appended",
  );
  expect(runs).toEqual([{ runs: 2 }]);
});

test("merge: rows are new, changed or as before, and none is lost", async () => {
  expect(await table("merged", "id, shop, amount")).toEqual([
    "1|a|1.50",
    "2|b|9.99",
    "3|a",
    "4|c|4.00",
    "5|a|5.00",
  ]);
  expect(loads("merged")).toMatchObject([
    { got: 4, inserted: 4, updated: 0, unchanged: 0 },
    { got: 4, inserted: 1, updated: 1, unchanged: 2 },
  ]);
});

test("of the rows of one key the latest is loaded, also where they are in several files", async () => {
  expect(await table("latest", "id, shop, day")).toEqual([
    "1|d|2026-01-04",
    "2|a|2026-01-01",
    "3|a|2026-01-01",
  ]);
  expect(loads("latest")).toMatchObject([
    { got: 4, inserted: 2, superseded: 2 },
    { got: 3, inserted: 1, updated: 1, unchanged: 1, superseded: 0 },
  ]);
});

test("replace leaves the last run alone; a step over the run sees the rows of all partitions", async () => {
  expect(await table("by_shop", "shop, sales, total")).toEqual(["a|2|6.50", "b|1|9.99", "c|1|4.00"]);
});

test("every step sees the other sources whole", async () => {
  expect(await table("named", "id, coalesce(city, '-'), coalesce(rate, -1)")).toEqual([
    "1|Bonn|0.5",
    "2|Kiel|-1.0",
    "4|-|-1.0",
    "5|Bonn|0.5",
  ]);
});
