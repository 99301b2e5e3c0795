import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";

/** Another process that has the file open. */
export interface Locker {
  readonly pid: number;
  /** Ends it and waits until it has. */
  release(): Promise<void>;
}

const OPEN = `
  const { DuckDBInstance } = require(process.argv[1]);
  DuckDBInstance.create(process.argv[2], { access_mode: process.argv[3] }).then(
    (instance) => { globalThis.open = instance; console.log("open"); setInterval(() => {}, 1000); },
    (error) => { console.error(error.message); process.exit(1); });`;

export async function openElsewhere(path: string, mode: "READ_WRITE" | "READ_ONLY"): Promise<Locker> {
  const engine = createRequire(import.meta.url).resolve("@duckdb/node-api");
  const child = spawn(process.execPath, ["-e", OPEN, engine, path, mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await started(child);
  return {
    pid: child.pid ?? 0,
    async release() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const started = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`the other process ended with ${code}`)));
  });
