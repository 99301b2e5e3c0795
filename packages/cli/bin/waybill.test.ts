import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../src/testing/folder.ts";

const BIN = new URL("./waybill.mjs", import.meta.url);

/** An installation whose bin finds the running Node too old, and whose main file is `main`. */
async function installation(main: string, { withNode }: { readonly withNode: boolean }) {
  const folder = await testFolder();
  const source = await readFile(BIN, "utf8");
  const tooOld = source.replace("const NEEDED = 24;", "const NEEDED = 999;");
  expect(tooOld).not.toBe(source);
  const bin = await folder.file("packages/cli/bin/waybill.mjs", tooOld);
  await folder.file("packages/cli/src/main.ts", main);
  if (withNode) {
    await folder.file("node_modules/node/package.json", "{}");
    await folder.file("node_modules/node/bin/.keep", "");
    await symlink(process.execPath, join(folder.path, "node_modules/node/bin/node"));
  }
  return { bin, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const run = (bin: string, ...args: string[]) =>
  spawnSync(process.execPath, [bin, ...args], { encoding: "utf8" });

test("a Node that is new enough runs the program itself", () => {
  const { status, stdout } = run(BIN.pathname, "--version");
  expect({ status, stdout }).toEqual({ status: 0, stdout: "0.1.0\n" });
});

test("an older one hands arguments over to the installed Node, and takes its exit code", async () => {
  await using made = await installation(
    "console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 3;",
    {
      withNode: true,
    },
  );
  const { status, stdout } = run(made.bin, "query", "select 'a b' \"c\"", "--json");
  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toEqual(["query", "select 'a b' \"c\"", "--json"]);
});

const WAITING = `
process.on("SIGINT", () => { console.log("stopping"); process.exitCode = 130; clearInterval(timer); });
const timer = setInterval(() => {}, 1000);
console.log("ready");`;

test("Ctrl-C reaches the program, which decides how to end", async () => {
  await using made = await installation(WAITING, { withNode: true });
  const child = spawn(process.execPath, [made.bin], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = linesOf(child);
  expect(await lines.next()).toMatchObject({ value: "ready" });
  child.kill("SIGINT");
  expect(await lines.next()).toMatchObject({ value: "stopping" });
  const [code] = await once(child, "exit");
  expect(code).toBe(130);
});

async function* linesOf({ stdout }: ChildProcess): AsyncGenerator<string> {
  for await (const chunk of stdout ?? []) yield* String(chunk).trimEnd().split("\n");
}

test("without the installed Node it says what to do", async () => {
  await using made = await installation("", { withNode: false });
  const { status, stderr } = run(made.bin, "--version");
  expect(status).toBe(2);
  expect(stderr).toContain("error node.too-old: Waybill needs Node 999");
  expect(stderr).toContain("next   npm install");
});
