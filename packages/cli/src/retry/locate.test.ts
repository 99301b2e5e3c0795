import { rm } from "node:fs/promises";
import { Requested } from "@waybill/events";
import { expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { pipelineFile, testFolder } from "../testing/folder.ts";
import { RUN, requested } from "../testing/sample-run.ts";
import { locateAgain } from "./locate.ts";

const run = (pipeline: string) => ({
  runId: RUN,
  pipeline,
  outcome: "failed" as const,
  planned: 1,
  generation: 0,
  rank: 6,
  status: "Completed" as const,
});

/** The request of a run that came from this file. */
function requestFrom(module: string | null, parameters: Readonly<Record<string, string>> = {}): Requested {
  const { metadata, data } = Requested.parse(requested);
  return { metadata, data: { ...data, definition: { ...data.definition, module }, parameters } };
}

test("the pipeline of a file that was named, with what it was run with", async () => {
  await using folder = await testFolder();
  const module = await folder.file("orders.ts", pipelineFile("orders"));
  const origin = await locateAgain(
    run("orders"),
    requestFrom(module, { month: "may", q: "a b" }),
    folder.path,
  );
  expect(origin.located).toMatchObject({ baseDir: folder.path, pipeline: { module, export: "default" } });
  expect(origin.digest).toMatch(/^sha256:/);
  expect(origin.anew).toBe('waybill run ./orders.ts --set month=may --set "q=a b"');
});

test("of several in a file the one of the run", async () => {
  await using folder = await testFolder();
  const module = await folder.file("sub/all.ts", pipelineFile("orders", "stock"));
  const { located, anew } = await locateAgain(run("stock"), requestFrom(module), folder.path);
  expect(located.pipeline).toMatchObject({ export: "stock", plan: { name: "stock" } });
  expect(anew).toBe("waybill run sub/all.ts#stock");
});

test("one that the project lists is run by its name, from the project's folder", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", 'export default { orders: () => import("./orders.ts") };');
  const module = await folder.file("pipelines/orders.ts", pipelineFile("orders"));
  const { located, anew } = await locateAgain(run("orders"), requestFrom(module), folder.path);
  expect({ baseDir: located.baseDir, anew }).toEqual({ baseDir: folder.path, anew: "waybill run orders" });
});

test("a file that is gone, and one that exports another pipeline by now", async () => {
  await using folder = await testFolder();
  const module = await folder.file("orders.ts", pipelineFile("stock"));
  const told = (request: Requested | undefined) =>
    locateAgain(run("orders"), request, folder.path).then(() => null, problemOf);
  expect(await told(requestFrom(module))).toMatchObject({
    class: "usage",
    code: "pipeline.missing",
    message: "the file exports no pipeline orders any more",
    where: module,
    next: `call it so again (there is stock), then: waybill retry ${RUN}`,
  });
  await rm(module);
  expect(await told(requestFrom(module))).toMatchObject({
    code: "pipeline.missing",
    message: "the file of pipeline orders is gone",
    where: module,
    next: `put it back, then: waybill retry ${RUN}`,
  });
  expect(await told(requestFrom(null))).toMatchObject({ code: "pipeline.missing", where: RUN });
  expect(await told(undefined)).toMatchObject({ code: "pipeline.missing" });
});

test("a file that does not load is told as it is everywhere", async () => {
  await using folder = await testFolder();
  const module = await folder.file("orders.ts", 'throw new Error("not today");\n');
  const told = await locateAgain(run("orders"), requestFrom(module), folder.path).then(() => null, problemOf);
  expect(told).toMatchObject({
    code: "pipeline-file.failed",
    where: expect.stringContaining("orders.ts:1"),
  });
});
