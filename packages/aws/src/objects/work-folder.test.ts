import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "./testing/endpoint.ts";
import { WorkFolder } from "./work-folder.ts";

let root: string;
let folder: WorkFolder;
beforeEach(async () => {
  root = await temporaryFolder();
  folder = new WorkFolder(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const fetched = (key: string, content: string) =>
  folder.once(key, (_here, replace) => replace((path) => writeFile(path, content)));

describe("a copy", () => {
  test("is at its key's path as a whole; nothing is left beside it", async () => {
    const path = await fetched("run1/a/rows.parquet", "rows");
    expect(path).toBe(join(root, "run1/a/rows.parquet"));
    expect(await readFile(path, "utf8")).toBe("rows");
    expect(await readdir(join(root, "run1/.drafts"))).toEqual([]);
  });

  test("that could not be fetched as a whole is not there", async () => {
    const failing = folder.once("run1/a", (_here, replace) =>
      replace(async (path) => {
        await writeFile(path, "ha");
        throw new Error("cut");
      }),
    );
    await expect(failing).rejects.toThrow("cut");
    expect(existsSync(folder.pathOf("run1/a"))).toBe(false);
    expect(await readdir(join(root, "run1/.drafts"))).toEqual([]);
  });

  test("is fetched by one at a time; who comes later sees what is there, also after a failure", async () => {
    const seen: (number | null)[] = [];
    const slow = async (fails: boolean) =>
      folder.once("run1/a", async (here, replace) => {
        seen.push(here);
        await setTimeout(5);
        if (fails) throw new Error("cut");
        if (here === null) await replace((path) => writeFile(path, "rows"));
      });
    const [first, ...others] = await Promise.allSettled([slow(true), slow(false), slow(false)]);
    expect(first?.status).toBe("rejected");
    expect(others.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(seen).toEqual([null, null, 4]);
  });
});

test("a draft's path is new each time, and short enough for a file system, whatever its key", async () => {
  const key = `run1/${"🚚".repeat(200)}.json`;
  const [one, other] = [await folder.draft(key), await folder.draft(key)];
  expect(one).not.toBe(other);
  await writeFile(one, "x");
  expect(dirname(one)).toBe(join(root, "run1/.drafts"));
});

test("cleaning takes what was put here, of runs and beside them, and no more", async () => {
  await mkdir(join(root, "others"));
  await writeFile(join(root, "mine"), "x");
  await fetched("run1/a", "x");
  await fetched("top", "x");
  await folder.ofRun("");
  await folder.ofRun("run2/x");
  await folder.draft("run3/x");
  await folder.clean();
  expect((await readdir(root)).sort()).toEqual(["mine", "others"]);
  await fetched("run1/a", "again");
  expect(await readFile(folder.pathOf("run1/a"), "utf8")).toBe("again");
});

test("cleaning waits for what is being fetched", async () => {
  const slow = folder.once("run1/a", async (_here, replace) => {
    await setTimeout(20);
    await replace((path) => writeFile(path, "x"));
  });
  await folder.clean();
  await slow;
  expect(await readdir(root)).toEqual([]);
});
