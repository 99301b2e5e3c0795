import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EmulatedFunction, type FunctionOptions } from "./function.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-function-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A function of this handler. */
async function made(handler: string, more: Partial<FunctionOptions> = {}): Promise<EmulatedFunction> {
  const bundle = join(folder, "bundle.mjs");
  await writeFile(bundle, `let calls = 0;\nexport const handler = ${handler};`);
  return new EmulatedFunction({
    name: "f",
    bundle,
    environment: { A: "1" },
    timeoutSeconds: 30,
    folder,
    ...more,
  });
}

describe("a function", () => {
  test("is given the event, its own environment and its time, and gives its answer", async () => {
    await using fn = await made(`async (event, context) => ({
      event, calls: ++calls, variables: Object.keys(process.env).filter((name) => !/^(NODE_|AWS_|WAYBILL_)/.test(name)),
      name: context.functionName, seconds: Math.ceil(context.getRemainingTimeInMillis() / 1000),
    })`);
    const expected = { event: { x: 1 }, calls: 1, variables: ["A"], name: "f", seconds: 30 };
    expect(await fn.invoke({ x: 1 })).toEqual(expected);
    expect(await fn.invoke({ x: 1 })).toEqual({ ...expected, calls: 2 });
  });

  test("has a process and a work folder for each invocation at the same time, and none in the end", async () => {
    const fn = await made(`async () => {
      await new Promise((done) => setTimeout(done, 200));
      return process.env.WAYBILL_WORK_FOLDER;
    }`);
    const folders = await Promise.all([fn.invoke(null), fn.invoke(null)]);
    expect(new Set(folders).size).toBe(2);
    expect(folders).toContain(await fn.invoke(null));
    await fn[Symbol.asyncDispose]();
    expect(await readdir(folder)).toEqual(["bundle.mjs", "f.log"]);
  });

  test("that throws is told with its error, and goes on", async () => {
    await using fn = await made(
      `async (event) => { if (event.bad) throw new TypeError("no"); return ++calls; }`,
    );
    await expect(fn.invoke({ bad: true })).rejects.toThrow(/TypeError: no\n.*bundle\.mjs/s);
    expect(await fn.invoke({})).toBe(1);
  });

  test("whose bundle cannot be loaded is told", async () => {
    await using fn = await made(`nothing`);
    await expect(fn.invoke({})).rejects.toThrow();
  });

  test("that takes longer than its time is killed, and begins anew", async () => {
    await using fn = await made(
      `async (event) => event.long ? new Promise((r) => setTimeout(r, 60_000)) : ++calls`,
      {
        timeoutSeconds: 1,
      },
    );
    await expect(fn.invoke({ long: true })).rejects.toThrow("ended before it answered");
    expect(await fn.invoke({})).toBe(1);
  });

  test("that ends its process is told; what it wrote is in its log", async () => {
    await using fn = await made(`async () => { console.log("goodbye"); process.exit(1); }`);
    await expect(fn.invoke({})).rejects.toThrow("ended before it answered");
    expect(await readFile(join(folder, "f.log"), "utf8")).toBe("goodbye\n");
  });
});

describe("a death", () => {
  const slow = `async (file) => {
    const { writeFileSync } = await import("node:fs");
    await new Promise((done) => setTimeout(done, 600));
    writeFileSync(file, "done");
    return "done";
  }`;

  test("in the middle leaves the work undone; the next one does it", async () => {
    await using fn = await made(slow, { deaths: [{ afterMs: 100 }] });
    const file = join(folder, "work");
    await expect(fn.invoke(file)).rejects.toThrow("died");
    expect(existsSync(file)).toBe(false);
    expect(await fn.invoke(file)).toBe("done");
  });

  test("before the answer leaves the work done, and nobody told", async () => {
    await using fn = await made(slow, { deaths: ["unanswered"] });
    const file = join(folder, "work");
    await expect(fn.invoke(file)).rejects.toThrow("died");
    expect(existsSync(file)).toBe(true);
  });
});
