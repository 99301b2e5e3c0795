import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundling } from "../stacks/parts/bundling.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const ENGINELESS = ["load", "complete", "load-completed", "file-arrival", "schedule", "api", "subscriber"];
const WITH_ENGINE = ["plan", "extract", "transform", "validate", "sweep"];
/** What docs/9-deploying.md promises. */
const LIMITS = { bytes: 1024 * 1024, importMs: 150 };
/** A busy machine makes an import longer, never shorter. */
const TRIES = 40;

let folder: string;
beforeAll(async () => {
  // Below the project, where the engine's packages are found.
  folder = await mkdtemp(join(root, "node_modules", ".waybill-bundles-"));
  await writeFile(join(folder, "subscriber.ts"), SUBSCRIBER);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SUBSCRIBER = `import { subscribed } from "../../packages/functions/src/subscribed.ts";
import announce from "../../subscribers/announce-load.ts";
export const handler = subscribed(announce);
`;

const entryOf = (name: string): string =>
  name === "subscriber" ? join(folder, "subscriber.ts") : `packages/functions/src/${name}.ts`;

/** As SST 4.17 does it. */
async function bundled(name: string, engine: boolean) {
  const path = join(folder, `${name}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entryOf(name)],
    outfile: path,
    bundle: true,
    minify: true,
    platform: "node",
    target: "esnext",
    format: "esm",
    mainFields: ["module", "main"],
    banner: { js: BANNER },
    logLevel: "error",
    ...bundling(engine),
    external: ["@duckdb/*", ...(bundling(engine).external ?? [])],
  });
  return { path, content: await readFile(path, "utf8") };
}
const BANNER =
  'import { createRequire as topLevelCreateRequire } from "node:module"; const require = topLevelCreateRequire(import.meta.url);';

interface Imported {
  readonly ms: number;
  readonly handler: string;
}

/** The quickest import of some, each in a fresh process; no more of them than it takes to be quick enough. */
function imported(path: string, enoughMs = LIMITS.importMs): Imported {
  const program = `const t = performance.now(); const m = await import(${JSON.stringify(pathToFileURL(path).href)});
    console.log(JSON.stringify({ ms: performance.now() - t, handler: typeof m.handler }));`;
  let best: Imported | null = null;
  for (let i = 0; i < TRIES && (!best || best.ms > enoughMs); i++) {
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
    });
    if (stderr) throw new Error(stderr.slice(-400));
    const found = JSON.parse(stdout) as Imported;
    if (!best || found.ms < best.ms) best = found;
  }
  if (!best) throw new Error("it was never imported");
  return best;
}

/** Kilobytes, as the table in the docs says. */
const documented = new Map(
  [
    ...readFileSync(join(root, "docs/9-deploying.md"), "utf8").matchAll(/^\| `([a-z-]+)` +\| +([\d,]+) KB/gm),
  ].map(([, name = "", kilobytes = ""]): [string, number] => [name, Number(kilobytes.replace(",", ""))]),
);
/** The table is right to 5 %. */
function expectDocumented(name: string, content: string): void {
  const kilobytes = Buffer.byteLength(content) / 1024;
  expect(
    Math.abs((documented.get(name) ?? 0) / kilobytes - 1),
    `${name}: ${kilobytes.toFixed(0)} KB`,
  ).toBeLessThan(0.05);
}

describe("a function without the engine", () => {
  test.each(ENGINELESS)("%s is at most 1 MB, and imported within 150 ms", async (name) => {
    const { path, content } = await bundled(name, false);
    expect(content).not.toContain("@duckdb/");
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(LIMITS.bytes);
    expectDocumented(name, content);
    const { ms, handler } = imported(path);
    expect(handler).toBe("function");
    expect(ms).toBeLessThanOrEqual(LIMITS.importMs);
  });
});

describe("a function with the engine", () => {
  test.each(WITH_ENGINE)("%s finds the engine beside its bundle", async (name) => {
    const { path, content } = await bundled(name, true);
    expect(content).toContain("@duckdb/node-api");
    expectDocumented(name, content);
    expect(imported(path, Number.POSITIVE_INFINITY).handler).toBe("function");
  });
});
