import { afterAll, beforeAll, expect, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { type Expected, expectJsonMessage } from "../support/message.ts";
import { GOOD_ROWS, pipelineFile } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { waybill } from "../support/waybill.ts";

let scene: Folder;
beforeAll(() => {
  scene = folder();
  scene.write("good.csv", GOOD_ROWS);
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
    told: { exit: 3, code: "check.failed", where: "amount.atMost|amount.between" },
  },
  "too few rows": {
    steps: ".check((_, rows) => [rows.count({ min: 100 })])",
    told: { exit: 3, code: "check.failed", where: "rows.count" },
  },
};

test.each(Object.entries(cases))(
  "%s: exit code 3, and what was there before stays as it was",
  async (what, { steps, told }) => {
    const name = what.replaceAll(/\W/g, "_");
    const words = ["run", `${name}.ts`, "--state", name, "--json"];
    scene.write("good.csv", GOOD_ROWS);
    scene.write(`${name}.ts`, pipelineFile(name, { load: `.load({ table: "t", mode: "replace" })` }));
    expect((await waybill(scene.path, ...words)).code).toBe(0);
    scene.write("good.csv", `${GOOD_ROWS}4,d,20\n`);
    scene.write(`${name}.ts`, pipelineFile(name, { steps, load: `.load({ table: "t", mode: "replace" })` }));
    const answer = await waybill(scene.path, ...words);
    expectJsonMessage(answer, told);
    expect(JSON.parse(answer.out)).toMatchObject({
      status: "failed",
      rows: { read: 4, loaded: 0 },
      warehouse: null,
    });
    expect(await query(scene.at(name), "SELECT id::INT AS id FROM t ORDER BY id")).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
  },
);
