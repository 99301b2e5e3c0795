import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { clearLeftovers, makeFolders } from "./folder.ts";
import { layoutOf } from "./layout.ts";

describe("clearLeftovers", () => {
  test("removes spilled rows and drafts, and no artifact", () => {
    using folder = temporaryFolder();
    const layout = layoutOf(folder.path);
    makeFolders(layout);
    const left = [
      "tmp/spill.tmp",
      "tmp/deep/er",
      "artifacts/.drafts/1-x",
      "artifacts/run1/.drafts/2-rows.parquet",
    ];
    const kept = ["artifacts/top.json", "artifacts/run1/flights/0/rows.parquet"];
    for (const path of [...left, ...kept]) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), "x");
    }
    clearLeftovers(layout);
    expect([...left, ...kept].filter((path) => existsSync(join(folder.path, path)))).toEqual(kept);
    expect(readdirSync(layout.artifacts).sort()).toEqual(["run1", "top.json"]);
    clearLeftovers(layout);
  });

  test("a folder that cannot be read is named", () => {
    using folder = temporaryFolder();
    expect(errorOf(() => clearLeftovers(layoutOf(folder.path)))).toMatchObject({ where: folder.path });
  });
});

describe("layoutOf", () => {
  test("everything is below the folder, which is absolute", () => {
    const { folder, ...rest } = layoutOf("some/where");
    expect(folder).toBe(join(process.cwd(), "some/where"));
    for (const path of Object.values(rest)) expect(dirname(path)).toBe(folder);
    expect(new Set(Object.values(rest)).size).toBe(Object.keys(rest).length);
  });
});
