import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audit } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { GOOD_ROWS, indexOf, pipelineFile } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { start, waybill } from "../support/waybill.ts";

let scene: Folder;
beforeAll(() => {
  scene = folder();
  scene.write("good.csv", GOOD_ROWS);
});
afterAll(() => scene[Symbol.dispose]());

const adding = (body: string) => `.rows({ reads: ["id"], adds: { more: z.int() } }, ({ id }) => { ${body} })`;

/** By the pipeline's name: what its function does for the second of three rows, and the reason that is told. */
const FUNCTIONS = {
  throwing: {
    body: 'if (id === 2) throw new Error("two is bad"); return { more: id };',
    reason: "Error: two is bad",
  },
  mistyped: { body: 'return { more: id === 2 ? ("two" as never) : id };', reason: '"two"' },
  exiting: { body: "if (id === 2) process.exit(7); return { more: id };", reason: "process.exit(7)" },
  hollow: { body: "if (id === 2) throw undefined; return { more: id };", reason: "undefined" },
} as const;

test("a row whose function fails is quarantined with the exception, and the others are loaded", async () => {
  scene.write("pipelines/index.ts", indexOf(Object.keys(FUNCTIONS)));
  for (const [name, { body }] of Object.entries(FUNCTIONS)) {
    scene.write(`pipelines/${name}.ts`, pipelineFile(name, { steps: adding(body) }));
  }
  const { code, err, out } = await waybill(scene.path, "demo", "--state", "state");
  expect(code, err).toBe(0);
  expect(out + err).not.toMatch(/^ {4}at /m);
  for (const [name, { reason }] of Object.entries(FUNCTIONS)) {
    const rows = await query(
      scene.at("state"),
      `SELECT id::INT AS id, more::INT AS more, _waybill_run_id AS run FROM ${name} ORDER BY id`,
    );
    expect(rows, name).toMatchObject([
      { id: 1, more: 1 },
      { id: 3, more: 3 },
    ]);
    const run = String(rows[0]?.run);
    expect((await audit(scene.at("state"), run)).rows, name).toMatchObject({
      read: 3,
      quarantined: 1,
      loaded: 2,
    });
    const shown = await waybill(scene.path, "quarantine", "show", run, "--state", "state", "--json");
    expect(JSON.parse(shown.out).quarantine, name).toMatchObject([
      { row: { id: 2, amount: 20 }, reasons: [{ message: expect.stringContaining(reason) }] },
    ]);
  }
});

test("Ctrl-C ends a run whose function does not come back, and it can be gone on with once it does", async () => {
  const endless = adding('while (existsSync("loop")) sleep(); return { more: id };');
  scene.write("loop", "");
  scene.write(
    "endless.ts",
    `import { existsSync } from "node:fs";
const sleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
${pipelineFile("endless", { steps: endless })}`,
  );
  const words = ["run", "endless.ts", "--state", "looping", "--json"];
  const run = start(scene.path, ...words);
  await run.until(/ Extracted /);
  await new Promise((resolve) => setTimeout(resolve, 500));
  run.child.kill("SIGINT");
  const stopped = await run.end;
  // A thread that does not come back can only be ended together with the process, by the signal that came.
  expectJsonMessage(
    { ...stopped, code: stopped.signal === "SIGINT" ? 130 : stopped.code, signal: null },
    {
      exit: 130,
      code: "run.interrupted",
      next: "waybill run endless.ts --state looping",
    },
  );
  rmSync(scene.at("loop"));
  const again = await waybill(scene.path, ...words);
  expect(again.code, again.err).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ resumed: true, rows: { loaded: 3 } });
}, 60_000);
