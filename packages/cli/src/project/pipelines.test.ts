import { join } from "node:path";
import { expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { pipelineFile, type TestFolder, testFolder } from "../testing/folder.ts";
import { listPipelines } from "./pipelines.ts";
import { findProject } from "./project.ts";

async function list(folder: TestFolder) {
  const project = findProject(folder.path, folder.path);
  if (!project) throw new Error("there is no project");
  return listPipelines(project);
}

test("the files of the list, in its order, with those that do not load", async () => {
  await using folder = await testFolder();
  await folder.file(
    "pipelines/index.ts",
    'export default { b: () => import("./b.ts"), gone: () => import("./gone.ts"), a: () => import("./a.ts") };',
  );
  await folder.file("pipelines/a.ts", pipelineFile("a", "also"));
  await folder.file("pipelines/b.ts", pipelineFile("b"));
  const files = await list(folder);
  expect(files.map(({ module, pipelines }) => [module, pipelines.map(({ plan }) => plan.name)])).toEqual([
    [join(folder.path, "pipelines/b.ts"), ["b"]],
    [join(folder.path, "pipelines/gone.ts"), []],
    [join(folder.path, "pipelines/a.ts"), ["a", "also"]],
  ]);
  expect(files.map(({ error }) => error !== null)).toEqual([false, true, false]);
});

test("two pipelines of one name are refused, with both files", async () => {
  await using folder = await testFolder();
  await folder.file(
    "pipelines/index.ts",
    'export default { a: () => import("./a.ts"), b: () => import("./b.ts") };',
  );
  await folder.file("pipelines/a.ts", pipelineFile("orders"));
  await folder.file("pipelines/b.ts", pipelineFile("orders"));
  expect(await list(folder).catch(problemOf)).toMatchObject({
    class: "usage",
    code: "pipeline.duplicate",
    message: "two pipelines are called orders",
    where: `${join("pipelines", "a.ts")} (default) and ${join("pipelines", "b.ts")} (default)`,
  });
});

test.each([
  ["export const pipelines = [];", "index.no-default"],
  ["export default 7;", "index.not-a-list"],
  ["export default { a: 1 };", "index.not-a-list"],
  ["export default [];", "index.not-a-list"],
  ['import "./gone.ts"; export default {};', "index.broken"],
  ["export default {;", "index.broken"],
])("a list that is written as %j is told as %s", async (content, code) => {
  await using folder = await testFolder();
  const index = await folder.file("pipelines/index.ts", content);
  const problem = problemOf(await list(folder).catch((error: unknown) => error));
  expect(problem).toMatchObject({ class: "usage", code });
  expect(problem.where).toContain(index);
});
