import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { runsOf } from "../support/audit.ts";
import { folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { GOOD_ROWS, indexOf, pipelineFile } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { start, waybill } from "../support/waybill.ts";

/** Tries come 2 s, 4 s and 8 s after one another. */
const TIMEOUT = 60_000;

// All of them wait most of the time, so they wait together.
describe.concurrent("what is tried again before it is given up", { timeout: TIMEOUT }, () => {
  test("a warehouse that another process has open; once it is free the same command loads", async () => {
    using scene = folder();
    scene.write("good.csv", GOOD_ROWS);
    scene.write("good.ts", pipelineFile("good"));
    const run = () => waybill(scene.path, "run", "good.ts", "--state", "state", "--json");
    expect((await run()).code).toBe(0);
    const other = await DuckDBInstance.create(scene.at("state/warehouse.duckdb"));
    const locked = await run();
    other.closeSync();
    expectJsonMessage(locked, {
      exit: 1,
      code: "warehouse.locked",
      where: "warehouse.duckdb",
      next: `ps -p ${process.pid}`,
    });
    expect(JSON.parse(locked.out)).toMatchObject({
      status: "failed",
      rows: { read: 3, loaded: 0 },
      warehouse: null,
    });
    expect(locked.err.match(/is tried again in \d s/g)).toEqual(
      [2, 4, 8].map((s) => `is tried again in ${s} s`),
    );
    expect((await run()).code).toBe(0);
    expect(await query(scene.at("state"), "SELECT count(*)::INT AS rows FROM good")).toEqual([{ rows: 6 }]);
  });

  test("a warehouse that becomes free in time", async () => {
    using scene = folder();
    scene.write("good.csv", GOOD_ROWS);
    scene.write("good.ts", pipelineFile("good"));
    const other = await DuckDBInstance.create(scene.at("warehouse.duckdb"));
    const run = start(scene.path, "run", "good.ts", "--state", ".", "--json");
    await run.until(/load failed and is tried again in 2 s/);
    other.closeSync();
    const { code, out, err } = await run.end;
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ rows: { loaded: 3 }, deadLetters: 0 });
  });

  test("a subscriber that throws: its event becomes a dead letter, the run is completed all the same", async () => {
    using scene = folder();
    scene.write("good.csv", GOOD_ROWS);
    scene.write("pipelines/index.ts", indexOf(["good"]));
    scene.write("pipelines/good.ts", pipelineFile("good"));
    scene.write(
      "subscribers/index.ts",
      `import { Loaded, subscriber } from "@waybill/events";
export default { mail: subscriber({ on: Loaded }, ({ data }) => { throw new Error("no mail for " + data.table); }) };\n`,
    );
    const state = ["--state", "state", "--json"];
    const { code, out, err } = await waybill(scene.path, "run", "good", ...state);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: "completed", rows: { loaded: 3 }, deadLetters: 1 });
    expect(err.match(/is tried again in \d s/g)).toHaveLength(3);
    const letters = JSON.parse((await waybill(scene.path, "dlq", "list", ...state)).out);
    expect(JSON.stringify(letters)).toMatch(/no mail for good/);
    expect(err + out).not.toMatch(/^ {4}at /m);
  });

  test("a source of rows whose own code fails", async () => {
    using scene = folder();
    const source = 'rows("api", { row: Row }, () => { throw new Error("the API is down"); })';
    scene.write("api.ts", pipelineFile("api", { source }));
    const answer = await waybill(scene.path, "run", "api.ts", "--state", "state", "--json");
    expectJsonMessage(answer, { exit: 1, code: "rows.failed", where: /api/ });
    expect(JSON.parse(answer.out).error.why).toContain("the API is down");
    expect(await runsOf(scene.at("state"))).toMatchObject([{ outcome: "failed" }]);
  });
});
