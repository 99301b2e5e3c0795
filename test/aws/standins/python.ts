import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { tryRun } from "./command.ts";

export interface Python {
  readonly command: string;
  /** `3.13` */
  readonly version: string;
}

/** LocalStack needs 3.12; what it is pinned to has wheels up to 3.13. */
const VERSIONS = ["3.13", "3.12"];
const SAY_VERSION = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])";

export const NO_PYTHON =
  "there is no Python 3.12 or 3.13 with its venv here (apt install python3-venv, pyenv install 3.13, or set WAYBILL_PYTHON)";

/** On the PATH, or among pyenv's versions; `WAYBILL_PYTHON` before all. The newest that fits. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python | undefined> {
  const named = env.WAYBILL_PYTHON;
  const candidates = named
    ? [named]
    : [...VERSIONS.map((version) => `python${version}`), "python3", ...(await ofPyenv(env))];
  const found = await Promise.all(candidates.map(asPython));
  for (const version of VERSIONS) {
    const python = found.find((candidate) => candidate?.version === version);
    if (python) return python;
  }
  return undefined;
}

async function asPython(command: string): Promise<Python | undefined> {
  const version = (await tryRun(command, "-c", SAY_VERSION))?.trim();
  return version === undefined ? undefined : { command, version };
}

async function ofPyenv(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const folder = join(env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  const versions = await readdir(folder).catch(() => []);
  return versions.map((version) => join(folder, version, "bin", "python"));
}
