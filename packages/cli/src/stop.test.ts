import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type } from "./testing/command-line.ts";
import { rowsPipeline, type TestFolder, testFolder } from "./testing/folder.ts";
import { start } from "./testing/process.ts";

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
  for (const name of ["stopped", "killed", "busy"]) {
    await folder.file(
      `${name}.ts`,
      rowsPipeline({ name, partitions: 3, gate: join(folder.path, `${name}.open`) }),
    );
  }
  await folder.file("names.ts", rowsPipeline({ name: "names" }));
});
afterAll(() => folder[Symbol.asyncDispose]());

const waybill = (...inputs: string[]) => type(inputs, { cwd: folder.path });

test("Ctrl-C stops a run and says how to go on; the same command goes on and ends it", async () => {
  const run = start(folder.path, ["run", "stopped.ts", "--state", "stopped"]);
  await run.until("Extracted");
  run.child.kill("SIGINT");
  const stopped = await run.end();
  expect(stopped.code).toBe(130);
  expect(stopped.err).toContain("error run.interrupted: ");
  expect(stopped.err).toMatch(/next {3}go on with it: .*waybill run stopped\.ts --state stopped/);

  await folder.file("stopped.open", "");
  const again = await waybill("run", "stopped.ts", "--state", "stopped");
  expect(again.code).toBe(0);
  const [runId] = /01\w{24}/.exec(stopped.out) ?? [];
  expect(again.out).toContain(`going on with run ${runId} of stopped`);
  expect(again.out).toMatch(/loaded +54 /);
});

test("killed, the same command goes on with the run", async () => {
  const run = start(folder.path, ["run", "killed.ts", "--state", "killed"]);
  await run.until("Extracted");
  run.child.kill("SIGKILL");
  await run.end();
  await folder.file("killed.open", "");
  const again = await waybill("run", "killed.ts", "--state", "killed", "--json");
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({
    resumed: true,
    rows: { read: 60, quarantined: 6, loaded: 54 },
  });
});

test("a second process is told who is at work, and readers are not disturbed", async () => {
  const run = start(folder.path, ["run", "busy.ts", "--state", "busy"]);
  await run.until("Planned");
  const second = await waybill("run", "names.ts", "--state", "busy");
  expect(second.code).toBe(1);
  expect(second.err).toContain("error state.locked: ");
  expect(second.err).toContain("waybill run busy.ts");
  expect(await waybill("runs", "--state", "busy")).toMatchObject({ code: 0, err: "" });
  run.child.kill("SIGKILL");
  await run.end();
});

test("events are followed while they are published, until Ctrl-C, which ends it well", async () => {
  await waybill("run", "names.ts", "--quiet", "--state", "followed");
  const following = start(folder.path, ["events", "--follow", "--type", "Loaded", "--state", "followed"]);
  await following.until("names (replace)");
  const seen = following.out().length;
  await waybill("run", "names.ts", "--quiet", "--state", "followed");
  await following.until("Loaded");
  while (following.out().length === seen) await new Promise((resolve) => setTimeout(resolve, 20));
  following.child.kill("SIGINT");
  const { code, out, err } = await following.end();
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.match(/Loaded/g)).toHaveLength(2);
});
