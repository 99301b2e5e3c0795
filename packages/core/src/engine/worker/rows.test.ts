import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { engineInWorker } from "./index.ts";
import { extractOf, NUMBERS, ROWS_ENGINE } from "./testing/extract.ts";
import * as pipelines from "./testing/numbers.ts";

const settings = { tempDirectory: tmpdir() };
const engine = engineInWorker({
  settings,
  locate: ({ name }) => ({ module: NUMBERS, export: name }),
  engine: ROWS_ENGINE,
});
afterAll(() => engine.close());

const ROWS = 10_000;
const SUM = ROWS * (ROWS - 1);

describe("row functions in the engine's thread", () => {
  test("give what they give in this thread", async () => {
    const here = engineInWorker({ settings, locate: () => null, engine: ROWS_ENGINE });
    const report = await engine.extract(extractOf(pipelines.quick, ROWS));
    expect(report.rows).toMatchObject({ read: ROWS, extracted: SUM });
    expect(await here.extract(extractOf(pipelines.quick, ROWS))).toEqual(report);
    await here.close();
  });

  test("of several requests at once do not mix", async () => {
    const sizes = [1, 5000, 777, 20_000];
    const reports = await Promise.all(sizes.map((size) => engine.extract(extractOf(pipelines.quick, size))));
    expect(reports.map(({ rows }) => [rows.read, rows.extracted])).toEqual(
      sizes.map((n) => [n, n * (n - 1)]),
    );
  });

  test("stop between two batches when the request is aborted", async () => {
    const abort = new AbortController();
    const reason = new Error("Ctrl-C");
    const work = engine.extract(extractOf(pipelines.slow, 10_000_000, abort.signal));
    setTimeout(() => abort.abort(reason), 300);
    await expect(work).rejects.toBe(reason);
    expect((await engine.extract(extractOf(pipelines.quick, ROWS))).rows.read).toBe(ROWS);
  });

  test("that call process.exit fail that row alone", async () => {
    const { rows } = await engine.extract(extractOf(pipelines.leaving, ROWS));
    expect(rows).toMatchObject({ read: ROWS, extracted: SUM - 10 });
  });

  test("that leave a promise alone fail the request, not the thread", async () => {
    await expect(engine.extract(extractOf(pipelines.stray, ROWS))).rejects.toMatchObject({
      code: "pipeline.unhandled",
      message: "a promise was rejected that nobody caught in the pipeline's code: Error: from a row",
    });
    expect((await engine.extract(extractOf(pipelines.quick, ROWS))).rows.read).toBe(ROWS);
  });
});

describe.concurrent("a process that leaves while a row function runs", () => {
  const leave = (...args: string[]) =>
    new Promise<{ code: unknown; signal: unknown; stdout: string; stderr: string }>((resolve) => {
      const script = fileURLToPath(new URL("./testing/exit-during.ts", import.meta.url));
      execFile(process.execPath, [script, ...args], { timeout: 20_000 }, (error, stdout, stderr) => {
        resolve({ code: error?.code, signal: error?.signal, stdout, stderr });
      });
    });

  test("does so with its own code, and without a crash", async ({ expect }) => {
    expect(await leave("slow")).toMatchObject({ code: 7, stderr: "" });
  });

  test("is killed without a trace where the function does not come back", async ({ expect }) => {
    expect(await leave("endless", "abort")).toMatchObject({
      signal: "SIGKILL",
      stdout: "stopped\n",
      stderr: "",
    });
  });
});
