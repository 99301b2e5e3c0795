import { execFile } from "node:child_process";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly stdin?: string;
}

/** Characters that are kept of what a command that failed said last. */
const TAIL = 3000;
const OUTPUT_BYTES = 256 * 1024 * 1024;

/** What it writes to stdout. Where it fails, the error has its last words. */
export function run({ command, args, cwd, stdin = "" }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { cwd, maxBuffer: OUTPUT_BYTES }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = `${stdout}${stderr}`.trim().slice(-TAIL);
      reject(new Error(`${command} ${args.join(" ")} failed:\n${said || error.message}`, { cause: error }));
    });
    child.stdin?.on("error", () => {}).end(stdin);
  });
}

/** The same, or undefined where it cannot be run, or fails. Both of its outputs. */
export function tryRun(command: string, ...args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 20_000 }, (error, stdout, stderr) =>
      resolve(error ? undefined : stdout + stderr),
    );
  });
}
