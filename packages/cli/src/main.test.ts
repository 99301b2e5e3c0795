import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type } from "./testing/command-line.ts";
import { rowsPipeline, type TestFolder, testFolder } from "./testing/folder.ts";
import { start } from "./testing/process.ts";

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
  await folder.file("names.ts", rowsPipeline({ name: "names" }));
  await folder.file("strict.ts", rowsPipeline({ name: "strict", tolerate: "1%" }));
});
afterAll(() => folder[Symbol.asyncDispose]());

const here = (...inputs: string[]) => type(inputs, { cwd: folder.path });
const waybill = (...inputs: string[]) => start(folder.path, inputs).end();

test("help and version load nothing of what a run needs", async () => {
  const guard = `data:text/javascript,import { registerHooks } from "node:module";
    registerHooks({ resolve(name, context, next) {
      if (/^(@waybill|@duckdb|zod)/.test(name)) throw new Error("loaded " + name);
      return next(name, context);
    } });`;
  const flags = ["--import", guard.replaceAll("\n", " ")];
  expect(await start(folder.path, ["--version"], flags).end()).toEqual({ code: 0, out: "0.1.0\n", err: "" });
  expect(await start(folder.path, ["run", "--help"], flags).end()).toMatchObject({ code: 0, err: "" });
  expect((await start(folder.path, ["runs"], flags).end()).err).toContain("loaded @waybill");
});

describe("a run without a terminal", () => {
  test("tells each event, and in the end what became of the rows", async () => {
    const { code, out, err } = await waybill("run", "./names.ts", "--state", "told");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = out.split("\n");
    expect(lines[0]).toMatch(/^run 01\w{24} of names$/);
    expect(lines[1]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}Requested /);
    expect(out).toMatch(/Extracted {4}names#1 +20 → 18 rows, 2 quarantined/);
    expect(out).toMatch(/✓ names completed in /);
    expect(out).toMatch(/quarantined +4 {3}broke a rule/);
    expect(out).toMatch(/loaded +36 {3}36 inserted/);
    expect(out).toContain("name.notNull  4 quarantined");
    expect(out).toContain("lineage 01");
    expect(out).not.toContain("\u001b");
  });

  test("with --json there is one object on stdout, and everything else on stderr", async () => {
    const { code, out, err } = await here("run", "names.ts", "--json", "--state", "json");
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(Object.keys(result).slice(0, 8)).toEqual([
      "run",
      "pipeline",
      "status",
      "partitions",
      "rows",
      "stages",
      "warehouse",
      "quarantine",
    ]);
    expect(result).toMatchObject({
      pipeline: "names",
      status: "completed",
      partitions: 2,
      rows: { read: 40, rejected: 0, extracted: 36, quarantined: 4, corrected: 0, loaded: 36 },
      warehouse: { table: "names", mode: "replace", rows: { inserted: 36 } },
    });
    expect(result).not.toHaveProperty("error");
    expect(result.quarantine.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0)).toBe(4);
    expect(err).toContain("Completed");
  });

  test("with --quiet only how it ended is told", async () => {
    const { code, out, err } = await here("run", "names.ts", "--quiet", "--state", "quiet");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^✓ names completed in .*\n$/);
  });

  test("more rows held back than tolerated: exit code 3, and nothing is loaded", async () => {
    const { code, out } = await here("run", "strict.ts", "--json", "--state", "strict");
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      status: "failed",
      rows: { loaded: 0 },
      warehouse: null,
      error: { class: "data-quality" },
    });
  });

  test("a pipeline that is not there: exit code 2", async () => {
    const { code, out, err } = await waybill("run", "./gone.ts", "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { class: "usage", code: "pipeline-file.missing" } });
    expect(err).toContain("error pipeline-file.missing");
  });
});

test("a reader that goes away is no error", () => {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const script = `set -o pipefail; "${process.execPath}" "${main}" schema --asyncapi | head -n 1`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "{\n", stderr: "" });
});
