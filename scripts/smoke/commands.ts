import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface Ran {
  readonly stdout: string;
}

/** Runs a `waybill` command. Throws where it does not end with 0. */
export function waybill(...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["packages/cli/src/main.ts", ...args], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  must(status === 0, `waybill ${args.join(" ")} ended with ${status}:\n${stderr || stdout}`);
  return { stdout };
}

/** Runs SST and shows what it says. */
export function sst(...args: readonly string[]): void {
  const { status } = spawnSync("npx", ["sst", ...args], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  must(status === 0, `sst ${args.join(" ")} ended with ${status}: see its words above`);
}

export function must(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}

const PAUSE_MS = 3000;

/** What `look` finds, once it finds something. Throws after so many seconds. */
export async function until<T>(what: string, seconds: number, look: () => T | undefined): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    must(Date.now() < end, `after ${seconds} s it is not so that ${what}`);
    await sleep(PAUSE_MS);
  }
}
