import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../testing/folder.ts";
import { findProject, installation } from "./project.ts";

test("a folder with a list of pipelines is a project", async () => {
  await using here = await testFolder();
  await using elsewhere = await testFolder();
  expect(findProject(here.path, elsewhere.path)).toBeNull();
  await elsewhere.file("pipelines/index.ts", "");
  expect(findProject(here.path, elsewhere.path)?.root).toBe(elsewhere.path);
  await here.file("pipelines/index.ts", "");
  expect(findProject(here.path, elsewhere.path)).toEqual({
    root: here.path,
    pipelinesIndex: join(here.path, "pipelines", "index.ts"),
    subscribersIndex: null,
  });
  const subscribers = await here.file("subscribers/index.ts", "");
  expect(findProject(here.path, elsewhere.path)?.subscribersIndex).toBe(subscribers);
});

test("the installation is the folder of the packages", () => {
  expect(existsSync(join(installation, "packages", "cli", "package.json"))).toBe(true);
});
