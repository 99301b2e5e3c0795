import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { syncs } from "../testing/syncs.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { DurableFolders, place } from "./durable.ts";

const withoutLinks = async () => {
  throw Object.assign(new Error("EPERM: no hard links here"), { code: "EPERM", syscall: "link" });
};

describe.each([
  ["hard links", undefined],
  ["no hard links", withoutLinks],
] as const)("place, on a disk with %s", (_, link) => {
  test("gives the file its name, and takes the old one", async () => {
    using folder = temporaryFolder();
    const [from, to] = [join(folder.path, "draft"), join(folder.path, "deep/er/final")];
    await writeFile(from, "rows");
    await place(from, to, link);
    expect(await readFile(to, "utf8")).toBe("rows");
    expect(existsSync(from)).toBe(false);
  });

  test("never overwrites", async () => {
    using folder = temporaryFolder();
    const [from, to] = [join(folder.path, "draft"), join(folder.path, "final")];
    await writeFile(from, "second");
    await writeFile(to, "first");
    await expect(place(from, to, link)).rejects.toMatchObject({ code: "EEXIST" });
    expect(await readFile(to, "utf8")).toBe("first");
    expect(existsSync(from)).toBe(false);
  });
});

describe("place", () => {
  test("makes the folder again where it was cleared away in between", async () => {
    using folder = temporaryFolder();
    const [from, to] = [join(folder.path, "draft"), join(folder.path, "deep/final")];
    await writeFile(from, "rows");
    let tries = 0;
    await place(from, to, async (source, target) => {
      if (++tries === 1) await rm(join(folder.path, "deep"), { recursive: true });
      await writeFile(target, await readFile(source), { flag: "wx" });
    });
    expect([tries, await readFile(to, "utf8")]).toEqual([2, "rows"]);
  });
});

describe("DurableFolders", () => {
  test("syncs the file, its folder, and once each new folder on the way", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "a/b/one");
    await mkdir(join(folder.path, "a/b"), { recursive: true });
    await writeFile(file, "x");
    await writeFile(`${file}2`, "x");
    const folders = new DurableFolders(folder.path);
    expect(await syncs(() => folders.sync(file))).toBe(4);
    expect(await syncs(() => folders.sync(`${file}2`))).toBe(2);
    folders.forget(join(folder.path, "a/b"));
    expect(await syncs(() => folders.sync(file))).toBe(3);
    await writeFile(join(folder.path, "top"), "x");
    expect(await syncs(() => folders.sync(join(folder.path, "top")))).toBe(2);
  });
});
