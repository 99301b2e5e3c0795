import { afterAll, beforeAll, expect, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { type Expected, expectJsonMessage } from "../support/message.ts";
import { GOOD_ROWS, pipelineFile } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { waybill } from "../support/waybill.ts";

const load = '.load({ table: "t", mode: "replace" })';
const STATE = ["--state", "state", "--json"];

let scene: Folder;
beforeAll(async () => {
  scene = folder();
  scene.write("good.csv", GOOD_ROWS);
  scene.write("good.ts", pipelineFile("good", { load }));
  const { code, err } = await waybill(scene.path, "run", "good.ts", ...STATE);
  if (code !== 0) throw new Error(err);
  scene.write("good.csv", `${GOOD_ROWS}4,d,20\n`);
});
afterAll(() => scene[Symbol.dispose]());

const cases: Readonly<Record<string, { readonly steps: string; readonly told: Expected }>> = {
  "more quarantined than tolerated": {
    steps: '.check(({ amount }) => [amount.atMost(10)]).tolerate({ quarantined: "10%" })',
    told: { exit: 3, code: "tolerance.quarantined", where: "settle", next: /waybill quarantine show 01/ },
  },
  "duplicates that only the whole run shows": {
    steps: ".check(({ amount }) => [amount.unique()]).tolerate({ quarantined: 1 })",
    told: { exit: 3, code: "tolerance.quarantined", next: /waybill quarantine show 01/ },
  },
  "a check of severity fail": {
    steps: '.check(({ amount }) => [amount.atMost(10, { severity: "fail" })])',
    told: { exit: 3, code: "check.failed", where: "amount.between" },
  },
  "too few rows": {
    steps: ".check((_, rows) => [rows.count({ min: 100 })])",
    told: { exit: 3, code: "check.failed", where: "rows.count" },
  },
};

test.each(Object.entries(cases))(
  "%s: nothing is loaded, and the table stays as it was",
  async (what, { steps, told }) => {
    const name = what.replaceAll(/\W/g, "_");
    scene.write(`${name}.ts`, pipelineFile(name, { steps, load }));
    const answer = await waybill(scene.path, "run", `${name}.ts`, ...STATE);
    expectJsonMessage(answer, told);
    expect(JSON.parse(answer.out)).toMatchObject({
      status: "failed",
      rows: { read: 4, loaded: 0 },
      warehouse: null,
    });
    const table = await query(scene.at("state"), "SELECT id::INT AS id FROM t ORDER BY id");
    expect(table).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  },
);

test("a value as long as a book fails its check like any other, and is quoted by its beginning", async () => {
  scene.write("long.csv", `id,name,amount\n1,${"long ".repeat(200_000)},1\n2,short,2\n`);
  const steps = ".check(({ name }) => [name.length(0, 10)])";
  scene.write("long.ts", pipelineFile("long", { source: 'files("long.csv", { row: Row })', steps }));
  const { code, out, err } = await waybill(scene.path, "run", "long.ts", ...STATE);
  expect(code, err).toBe(0);
  const { rows, checks } = JSON.parse(out);
  expect(rows).toMatchObject({ read: 2, quarantined: 1, loaded: 1 });
  const [failed] = checks.filter((check: { failed: number }) => check.failed > 0);
  expect(failed).toMatchObject({ id: "name.length", example: expect.stringMatching(/^long long .{1,400}$/) });
  expect(out.length).toBeLessThan(10_000);
});
