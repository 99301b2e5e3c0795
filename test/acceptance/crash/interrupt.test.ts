import { afterAll, beforeAll, expect, test } from "vitest";
import { audit } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { writeOrders, writeVisits } from "./data.ts";
import { begin, copyOf, runIn, stateOf } from "./scene.ts";

let scene: Folder;
beforeAll(() => {
  scene = folder();
  writeOrders(scene, 1);
  writeVisits(scene);
});
afterAll(() => scene[Symbol.dispose]());

test.each([
  { name: "orders", signal: "SIGINT", exit: 130, after: / Planned +run / },
  { name: "visits", signal: "SIGTERM", exit: 143, after: / Extracted / },
] as const)("$signal stops $name, and the same command goes on", async ({ name, signal, exit, after }) => {
  using copy = copyOf(scene);
  const run = begin(copy, name);
  await run.until(after);
  run.child.kill(signal);
  const stopped = await run.end;
  expectJsonMessage(stopped, { exit, code: "run.interrupted", where: /^run 01/, next: `${name}.ts --state` });
  const { run: runId, status } = JSON.parse(stopped.out);
  expect(status).toBe("stopped");

  const again = await begin(copy, name).end;
  expect(runIn(again)).toBe(runId);
  expect(JSON.parse(again.out)).toMatchObject({ resumed: true, status: "completed" });
  await audit(stateOf(copy), runId);
});
