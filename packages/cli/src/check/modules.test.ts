import { join } from "node:path";
import { expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { pipelineFile, testFolder } from "../testing/folder.ts";
import { filesToCheck } from "./modules.ts";

test("without a word every file of the list is checked, also one that does not load", async () => {
  await using folder = await testFolder();
  await folder.file(
    "pipelines/index.ts",
    'export default { a: () => import("./a.ts"), gone: () => import("./gone.ts") };',
  );
  await folder.file("pipelines/a.ts", pipelineFile("a"));
  const files = await filesToCheck([], folder.path);
  expect(files.map(({ file, pipelines, error }) => [file, pipelines.length, error === null])).toEqual([
    [join("pipelines", "a.ts"), 1, true],
    [join("pipelines", "gone.ts"), 0, false],
  ]);
});

test("a name, a path, and one of several in a file", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", 'export default { a: () => import("./a.ts") };');
  const listed = await folder.file("pipelines/a.ts", pipelineFile("a"));
  const other = await folder.file("other.ts", pipelineFile("b", "c"));
  const files = await filesToCheck(["a", "./other.ts", "other.ts#c"], folder.path);
  expect(files.map(({ module }) => module)).toEqual([listed, other, other]);
  expect(files.map(({ pipelines }) => pipelines.map(({ plan }) => plan.name))).toEqual([
    ["a"],
    ["b", "c"],
    ["b", "c"],
  ]);
});

test("a file that is named and does not load is reported, not thrown", async () => {
  await using folder = await testFolder();
  const [file] = await filesToCheck(["./gone.ts"], folder.path);
  expect(problemOf(file?.error)).toMatchObject({ class: "usage", code: "pipeline-file.missing" });
});

test("a name that nobody knows is an error of what was typed", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", "export default {};");
  expect(await filesToCheck(["a"], folder.path).catch(problemOf)).toMatchObject({ code: "pipeline.unknown" });
});
