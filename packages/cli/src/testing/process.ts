import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

export interface Running {
  readonly child: ChildProcess;
  /** What came on stdout so far. */
  readonly out: () => string;
  /** Until stdout holds this. Throws where the process ends without it. */
  until(text: string): Promise<void>;
  end(): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** Starts the program as a shell would, in a folder. */
export function start(cwd: string, inputs: readonly string[], nodeFlags: readonly string[] = []): Running {
  const { NO_COLOR, FORCE_COLOR, WAYBILL_STATE, ...env } = process.env;
  const child = spawn(process.execPath, [...nodeFlags, MAIN, ...inputs], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const closed = once(child, "close");
  return {
    child,
    out: () => out,
    async until(text) {
      while (!out.includes(text)) {
        const ended = await Promise.race([
          closed.then(() => true),
          once(child.stdout, "data").then(() => false),
        ]);
        if (ended && !out.includes(text)) throw new Error(`it ended without ${text}:\n${out}${err}`);
      }
    },
    async end() {
      const [code] = await closed;
      return { code, out, err };
    },
  };
}
