import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundling, WITH_ENGINE } from "./bundling.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const ENGINELESS = ["load", "complete", "load-completed", "file-arrival", "schedule", "subscriber", "api"];
/** As the docs say; and of the import, what a busy machine may add. */
const LIMITS = { bytes: 1024 * 1024, importMs: 150 };
const PATIENCE = 6;

let folder: string;
beforeAll(async () => {
  // Below the project, where the engine's packages are found.
  folder = await mkdtemp(join(root, "node_modules", ".waybill-bundles-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function bundled(name: string) {
  const path = join(folder, `${name}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`packages/functions/src/${name}.ts`],
    outfile: path,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    external: ["@duckdb/*"],
    banner: {
      js: 'import { createRequire as topLevelCreateRequire } from "node:module"; const require = topLevelCreateRequire(import.meta.url);',
    },
    logLevel: "error",
    ...bundling("subscribers/announce-load.ts"),
  });
  return { path, content: await readFile(path, "utf8") };
}

/** Milliseconds to import it in a fresh process, the least of some: a busy machine makes it more, never less. */
function importMs(path: string): number {
  const program = `const t = performance.now(); const m = await import(${JSON.stringify(pathToFileURL(path).href)});
    console.log(JSON.stringify({ ms: performance.now() - t, handler: typeof m.handler }));`;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < PATIENCE && least > LIMITS.importMs; i++) {
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
    });
    if (stderr) throw new Error(stderr.slice(-400));
    const { ms, handler } = JSON.parse(stdout) as { ms: number; handler: string };
    expect(handler).toBe("function");
    least = Math.min(least, ms);
  }
  return least;
}

describe("a function without the engine", () => {
  test.each(ENGINELESS)("%s is small, and there at once", async (name) => {
    const { path, content } = await bundled(name);
    expect(content).not.toContain("@duckdb/");
    expect(content.length).toBeLessThanOrEqual(LIMITS.bytes);
    expect(importMs(path)).toBeLessThanOrEqual(LIMITS.importMs);
  });
});

describe("a function with the engine", () => {
  test.each(WITH_ENGINE)("%s bundles, and finds the engine beside it", async (name) => {
    const { path, content } = await bundled(name);
    expect(content).toContain("@duckdb/node-api");
    expect(content).not.toContain("@smithy/credential-provider-imds");
    expect(importMs(path)).toBeGreaterThan(0);
  });
});
