import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const biome = join(root, "node_modules", ".bin", "biome");

/** Files with a mistake in them, in a house of their own that has our rules. */
let house: string;
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), "waybill-house-"));
  cpSync(join(root, "biome.json"), join(house, "biome.json"));
});
afterEach(() => rmSync(house, { recursive: true }));

function lint(files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), content);
  }
  const { stdout, stderr } = spawnSync(biome, ["lint", "--vcs-enabled=false", "."], {
    cwd: house,
    encoding: "utf8",
  });
  return stdout + stderr;
}

const importing = (name: string) => `import { x } from "${name}";\nexport const y = x;\n`;

describe("which way the arrows run", () => {
  it.each([
    ["packages/events/src/planted.ts", "@waybill/core", "events depends on zod and ulid alone"],
    ["packages/core/src/planted.ts", "@waybill/local", "the domain knows no adapter"],
    ["packages/core/src/planted.ts", "@aws-sdk/client-s3", "core knows no AWS"],
    ["packages/core/src/planted.ts", "node:sqlite", "core knows no AWS, no SST, no server and no store"],
    ["packages/core/src/stages/planted.ts", "@duckdb/node-api", "the only place that knows the engine"],
    ["packages/core/src/engine/planted.ts", "@waybill/local", "the domain knows no adapter"],
    ["packages/local/src/planted.ts", "@waybill/cli", "local = core + the embedded adapters"],
    ["packages/cli/src/planted.ts", "node:sqlite", "cli speaks to ports"],
    ["packages/aws/src/planted.ts", "@waybill/local", "aws = core + the adapters of AWS"],
    ["packages/aws/src/planted.ts", "sst", "aws = core + the adapters of AWS"],
    ["packages/functions/src/planted.ts", "sst/resource", "the only place that knows what is linked"],
    ["packages/functions/src/planted.ts", "@waybill/local", "functions = core + aws"],
    ["packages/cli/src/planted.ts", "@waybill/core/src/errors.ts", "Import a package by its name"],
  ])("%s may not import %s", (path, name, message) => {
    expect(lint({ [path]: importing(name) })).toContain(message);
  });

  it("lets the engine import DuckDB", () => {
    expect(lint({ "packages/core/src/engine/fine.ts": importing("@duckdb/node-api") })).not.toContain(
      "noRestrictedImports",
    );
  });

  it("allows no cycle", () => {
    const cycle = { "a.ts": importing("./b.ts"), "b.ts": importing("./a.ts").replace("y", "x2") };
    expect(lint(cycle)).toContain("noImportCycles");
  });
});
