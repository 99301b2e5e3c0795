import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cacheFolder, installed, type Recipe } from "./cache.ts";

let folder: string;
let pins: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-cache-"));
  pins = join(folder, "pins.txt");
  await writeFile(pins, "thing==1");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const cache = () => join(folder, "cache");
const made: string[] = [];
const recipe = (more: Partial<Recipe> = {}): Recipe => ({
  name: "thing",
  from: [pins],
  async make(into) {
    made.push(into);
    await writeFile(join(into, "made"), "yes");
  },
  ...more,
});

describe("what is installed", () => {
  test("is made once, and complete", async () => {
    const before = made.length;
    const first = await installed(recipe(), cache());
    expect(await installed(recipe(), cache())).toBe(first);
    expect(made.length - before).toBe(1);
    expect(await readFile(join(first, "made"), "utf8")).toBe("yes");
  });

  test("is another where a version or the interpreter is", async () => {
    const first = await installed(recipe(), cache());
    const other = await installed(recipe({ by: "3.13" }), cache());
    await writeFile(pins, "thing==2");
    expect(new Set([first, other, await installed(recipe(), cache())]).size).toBe(3);
  });

  test("is not there at all where it could not be made", async () => {
    const failing = recipe({
      make: async (into) => {
        await writeFile(join(into, "half"), "");
        throw new Error("no network");
      },
    });
    await expect(installed(failing, cache())).rejects.toThrow("no network");
    expect(await readdir(cache())).toEqual([]);
  });

  test("is one folder where two make it in one moment", async () => {
    const both = await Promise.all([installed(recipe(), cache()), installed(recipe(), cache())]);
    expect(both[0]).toBe(both[1]);
    expect(await readdir(cache())).toHaveLength(1);
  });
});

test("the cache is where the environment says, else below the user's own", () => {
  expect(cacheFolder({ WAYBILL_STANDINS: "/x" })).toBe("/x");
  expect(cacheFolder({ XDG_CACHE_HOME: "/cache" })).toBe("/cache/waybill-standins");
  expect(cacheFolder({})).toMatch(/\.cache\/waybill-standins$/);
});
