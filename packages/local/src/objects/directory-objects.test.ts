import { existsSync, readdirSync } from "node:fs";
import { appendFile, mkdir, readFile, rename, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { objectsSuite } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { rejectionOf } from "../testing/error-of.ts";
import { syncs } from "../testing/syncs.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { directoryObjects } from "./directory-objects.ts";

const KEY = "run1/flights/0/extract/a/rows.parquet";
const bytes = (text: string) => new TextEncoder().encode(text);

describe.each([true, false])("directoryObjects, fsync %s", (fsync) => {
  objectsSuite(async () => {
    const folder = temporaryFolder();
    return {
      objects: directoryObjects(folder.path, { fsync }),
      write: (path, content) => writeFile(path, content, { flag: "wx" }),
      read: (path) => readFile(path),
      close: async () => folder[Symbol.dispose](),
    };
  });
});

describe("directoryObjects", () => {
  test("an object lies under its key, with nothing beside it", async () => {
    using folder = temporaryFolder();
    await directoryObjects(folder.path).put(KEY, bytes("rows"));
    expect(await readFile(join(folder.path, KEY), "utf8")).toBe("rows");
    expect(readdirSync(join(folder.path, "run1/.drafts"))).toEqual([]);
  });

  test.each([
    [true, 7],
    [false, 0],
  ])("with fsync %s it is put on the disk by %i syncs before it is an object", async (fsync, expected) => {
    using folder = temporaryFolder();
    const objects = directoryObjects(folder.path, { fsync });
    expect(await syncs(() => objects.put(KEY, bytes("rows")))).toBe(expected);
  });

  test("its uri is still right when the folder has moved", async () => {
    using folder = temporaryFolder();
    const [before, after] = [join(folder.path, "before"), join(folder.path, "after")];
    await mkdir(before);
    const { uri } = await directoryObjects(before).put(KEY, bytes("rows"));
    await rename(before, after);
    expect(uri).toBe(`local:${KEY}`);
    expect(await directoryObjects(after).open(uri)).toBe(join(after, KEY));
  });

  test("what was cut short, or grew, is damaged; the file and both sizes are named", async () => {
    using folder = temporaryFolder();
    const objects = directoryObjects(folder.path);
    const stored = await objects.put(KEY, bytes("rows"));
    await truncate(join(folder.path, KEY), 2);
    const error = await rejectionOf(objects.open(stored.uri, stored));
    expect(error).toMatchObject({ code: "object.damaged", where: join(folder.path, KEY) });
    expect(error.why).toBe("it has 2 bytes, and had 4 when it was written");
    await appendFile(join(folder.path, KEY), "sw");
    expect(await objects.open(stored.uri, stored)).toBe(join(folder.path, KEY));
    expect((await rejectionOf(objects.get(stored.uri, stored))).why).toContain("checksum");
  });

  test("a missing one names the file and what to do", async () => {
    using folder = temporaryFolder();
    const error = await rejectionOf(directoryObjects(folder.path).get(`local:${KEY}`));
    expect(error).toMatchObject({
      code: "object.missing",
      where: join(folder.path, KEY),
      next: expect.stringMatching(/\w/),
    });
  });

  test("a folder is no object", async () => {
    using folder = temporaryFolder();
    const objects = directoryObjects(folder.path);
    await objects.put(KEY, bytes("rows"));
    expect((await rejectionOf(objects.get("local:run1/flights"))).code).toBe("object.missing");
  });

  test.each(["local:../../etc/passwd", "local:/etc/passwd", "local:", "local:a\\b"])(
    "the uri %s is refused",
    async (uri) => {
      using folder = temporaryFolder();
      const objects = directoryObjects(folder.path);
      for (const act of [objects.get(uri), objects.open(uri), objects.delete([uri])]) {
        expect((await rejectionOf(act)).code).toBe("object.key");
      }
      expect((await rejectionOf(objects.list("../"))).code).toBe("object.key");
    },
  );

  test("deleting leaves no empty folders within a run", async () => {
    using folder = temporaryFolder();
    const objects = directoryObjects(folder.path);
    const stored = [await objects.put(KEY, bytes("a")), await objects.put("run1/plan.json", bytes("b"))];
    await objects.delete([stored[0]?.uri ?? ""]);
    expect(readdirSync(join(folder.path, "run1")).sort()).toEqual([".drafts", "plan.json"]);
    await objects.delete([stored[1]?.uri ?? ""]);
    await objects.put(KEY, bytes("again"));
  });

  test("many at once, into folders that are not there yet", async () => {
    using folder = temporaryFolder();
    const objects = directoryObjects(folder.path);
    const keys = Array.from({ length: 40 }, (_, i) => `run1/part/${i % 7}/${i}.json`);
    await Promise.all(keys.map((key) => objects.put(key, bytes(key))));
    const listed = await objects.list("run1/");
    expect(listed.map(({ key }) => key)).toEqual([...keys].sort());
  });

  test("objects can be deleted while others of the same folders are committed", async () => {
    using folder = temporaryFolder();
    const objects = directoryObjects(folder.path, { fsync: false });
    const churn = async (name: string) => {
      for (let i = 0; i < 20; i++) {
        const { uri } = await objects.put(`run1/a/b/${name}${i}`, bytes(name));
        await objects.delete([uri]);
      }
    };
    await Promise.all(["x", "y", "z"].map(churn));
    expect(await objects.list("")).toEqual([]);
  });

  // Linux keeps this folder from everybody, also from root.
  test.skipIf(!existsSync("/sys/kernel"))("where nothing can be written, the place is named", async () => {
    const error = await rejectionOf(directoryObjects("/sys/kernel").draft(KEY));
    expect(error).toMatchObject({ class: "permanent", where: "/sys/kernel/run1/.drafts" });
    expect(error.code).toMatch(/^object\.(no-permission|read-only)$/);
  });

  test("what could not be written as a whole leaves nothing", async () => {
    using folder = temporaryFolder();
    const objects = directoryObjects(folder.path);
    const content = {
      get length(): number {
        throw new TypeError("not content");
      },
    } as unknown as Uint8Array;
    await expect(objects.put(KEY, content)).rejects.toThrow();
    expect(readdirSync(join(folder.path, "run1/.drafts"))).toEqual([]);
    expect(await objects.list("")).toEqual([]);
  });
});
