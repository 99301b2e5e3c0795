import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** What a person sees who types this in that folder, with `waybill` on the path and nobody watching. */
export function typedIn(folder: string, command: string): Promise<Printed> {
  const { npm_command: _, WAYBILL_STATE: __, FORCE_COLOR: ___, ...env } = process.env;
  const PATH = [join(root, "node_modules", ".bin"), env.PATH].join(delimiter);
  // Half of what a short command takes is reading its own TypeScript.
  const NODE_COMPILE_CACHE = join(root, "node_modules", ".cache", "compiled");
  const child = spawn(command, { cwd: folder, env: { ...env, PATH, NODE_COMPILE_CACHE }, shell: true });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (exitCode) => done({ stdout, stderr, exitCode }));
  });
}
