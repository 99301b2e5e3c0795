import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";

interface Left {
  readonly code: unknown;
  readonly signal: unknown;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

function stop(...args: string[]): Promise<Left> {
  const script = fileURLToPath(new URL("./testing/stop-during.ts", import.meta.url));
  const started = performance.now();
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { timeout: 30_000 }, (error, stdout, stderr) => {
      const ms = performance.now() - started;
      resolve({ code: error?.code, signal: error?.signal, stdout, stderr, ms });
    });
  });
}

/** Milliseconds for it all, the start included, of which the query alone takes more. */
const LIMIT_MS = 10_000;

describe.concurrent("a query that cannot be interrupted", () => {
  test("is given up: its caller hears the reason, and the next request has a new thread", async ({
    expect,
  }) => {
    const { ms, ...left } = await stop("abort", "143");
    expect(left).toEqual({ code: null, signal: "SIGTERM", stdout: "Ctrl-C 1\n", stderr: "" });
    expect(ms).toBeLessThan(LIMIT_MS);
  });

  test("does not hold up who closes the engine", async ({ expect }) => {
    const { ms, ...left } = await stop("close", "130");
    expect(left).toEqual({ code: null, signal: "SIGINT", stdout: "the engine was closed\n", stderr: "" });
    expect(ms).toBeLessThan(LIMIT_MS);
  });

  test("ends its thread when it comes to its end, and the process is as it was", async ({ expect }) => {
    const { ms, ...left } = await stop("outlive", "7");
    expect(left).toEqual({ code: 7, signal: null, stdout: "Ctrl-C 1\n", stderr: "" });
    expect(ms).toBeGreaterThan(4000);
  });

  test("does not hold up a process that leaves because of a signal", async ({ expect }) => {
    const { ms, ...left } = await stop("leave", "130");
    expect(left).toEqual({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
    expect(ms).toBeLessThan(LIMIT_MS);
  });
});
