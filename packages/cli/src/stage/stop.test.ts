import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pipelinesIn } from "../project/pipelines.ts";
import { rowsPipeline, type TestFolder, testFolder } from "../testing/folder.ts";
import { type Deployment, deployment } from "./testing/deployment.ts";

let folder: TestFolder;
let stage: Deployment;
beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_REGION", "eu-central-1");
  folder = await testFolder();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});

test("Ctrl-C ends the watching, not the run", async () => {
  const gate = join(folder.path, "gate");
  await folder.file("gate", "");
  const file = await folder.file("slow.ts", rowsPipeline({ name: "slow", gate }));
  stage = await deployment(folder, await pipelinesIn(file));
  await rm(gate);

  const answered = stage.waybill("run", "slow");
  await vi.waitFor(async () => expect((await stage.waybill("runs")).out).toContain("open ("), 5000);
  process.emit("SIGINT", "SIGINT");
  const { code, out, err } = await answered;
  expect(code).toBe(130);
  const [, runId = ""] = /^run (01\w{24}) of slow\n/.exec(out) ?? [];
  expect(err).toContain("the run goes on, on the stage; it is not followed any more\n");
  expect(err).toContain(`error run.interrupted: run ${runId} is not followed any more\n`);
  expect(err).toContain(`see how far it is: npx waybill lineage ${runId} --stage test\n`);

  await folder.file("gate", "");
  const isOver = async () => expect((await stage.waybill("lineage", runId)).out).toContain(" completed ");
  await vi.waitFor(isOver, 10_000);
});
