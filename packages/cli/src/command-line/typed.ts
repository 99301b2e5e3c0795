import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** How this program is called where it runs: by its name if the shell finds it, else through npx. */
export function programName(env: Env, exists: (path: string) => boolean = existsSync): string {
  const folders = env.npm_command ? [] : (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => exists(join(folder, "waybill"))) ? "waybill" : "npx waybill";
}

/** A command line that can be pasted into a shell. */
export const typed = (program: string, words: readonly string[]): string =>
  [program, ...words.map(quoted)].join(" ");

// A # begins a comment where a word begins with it.
const SAFE = /^[A-Za-z0-9_@%+=:,./-][A-Za-z0-9_@%+=:,./#-]*$/;

export const quoted = (word: string): string =>
  SAFE.test(word)
    ? word
    : word.includes('"') || /[$`\\!]/.test(word)
      ? `'${word.replaceAll("'", `'\\''`)}'`
      : `"${word}"`;
