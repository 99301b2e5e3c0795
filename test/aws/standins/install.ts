import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { installed } from "./cache.ts";
import { run } from "./command.ts";
import type { Python } from "./python.ts";

const PINS = join(import.meta.dirname, "pins");
export const PROGRAMS = join(import.meta.dirname, "programs");

/** A virtual environment with these packages; gives its interpreter. */
export async function pythonPackages(name: string, { command, version }: Python): Promise<string> {
  const pins = join(PINS, `${name}.txt`);
  const folder = await installed({
    name,
    from: [pins],
    by: version,
    async make(into) {
      say(`${name} and its packages, from PyPI`);
      await run({ command, args: ["-m", "venv", into] });
      const flags = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-compile"];
      // What the pins leave out is not needed, and nothing newer comes in.
      const args = ["-m", "pip", "install", ...flags, "--no-deps", "--requirement", pins];
      await run({ command: pythonIn(into), args });
    },
  });
  return pythonIn(folder);
}

const pythonIn = (folder: string): string => join(folder, "bin", "python");

/** A program in Java with its libraries; gives its class path. */
export async function javaProgram(name: string, program: string): Promise<string> {
  const pins = join(PINS, `${name}.xml`);
  const source = join(PROGRAMS, program);
  const folder = await installed({
    name,
    from: [pins, source],
    async make(into) {
      say(`${name} and its libraries, from Maven`);
      await copyFile(pins, join(into, "pom.xml"));
      const copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${into}`];
      await run({ command: "mvn", args: ["-q", "-B", "-f", join(into, "pom.xml"), ...copy] });
      await run({ command: "javac", args: ["-d", into, "-cp", join(into, "*"), source] });
    },
  });
  return [folder, join(folder, "*")].join(":");
}

const say = (what: string): void => console.error(`Installing ${what} …`);
