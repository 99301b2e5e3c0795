import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { makeFolder } from "./make-folder.ts";

describe("makeFolder", () => {
  test("makes all that is missing, and does not mind what is there", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "a/b/c");
    makeFolder(path);
    makeFolder(path);
    expect(existsSync(path)).toBe(true);
  });

  test("a link to a folder is one", () => {
    using folder = temporaryFolder();
    symlinkSync(folder.path, join(folder.path, "link"));
    makeFolder(join(folder.path, "link/a"));
    expect(existsSync(join(folder.path, "a"))).toBe(true);
  });

  test("a file, or a link to nothing, in its place or above it is an error", () => {
    using folder = temporaryFolder();
    const [file, dangling] = [join(folder.path, "file"), join(folder.path, "dangling")];
    writeFileSync(file, "");
    symlinkSync(join(folder.path, "nowhere"), dangling);
    expect(() => makeFolder(file)).toThrow("EEXIST");
    expect(() => makeFolder(join(file, "a"))).toThrow("ENOTDIR");
    expect(() => makeFolder(dangling)).toThrow("EEXIST");
    expect(() => makeFolder(join(dangling, "a"))).toThrow("EEXIST");
  });

  test.skipIf(!existsSync("/proc/self"))("ends where the system has a folder that takes none", () => {
    expect(() => makeFolder("/proc/waybill/state")).toThrow(/ENOENT|EACCES|EPERM|EROFS/);
  });
});
