import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** How this program is called where it runs: by its name if the shell finds it, else through npx. */
export function programName(env: Env, exists: (path: string) => boolean = existsSync): string {
  const folders = env.npm_command ? [] : (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => exists(join(folder, "waybill"))) ? "waybill" : "npx waybill";
}

/** A command line that can be pasted into a shell. */
export function typed(program: string, words: readonly string[], state?: string): string {
  const all = state === undefined ? words : [...words, "--state", state];
  return [program, ...all.map(quoted)].join(" ");
}

// A # begins a comment where a word begins with it.
const SAFE = /^[A-Za-z0-9_@%+=:,./-][A-Za-z0-9_@%+=:,./#-]*$/;

const quoted = (word: string): string =>
  SAFE.test(word)
    ? word
    : word.includes('"') || /[$`\\!]/.test(word)
      ? `'${word.replaceAll("'", `'\\''`)}'`
      : `"${word}"`;

const OWN_COMMANDS =
  /(?<![\w/-])waybill (?=(?:run|runs|lineage|events|query|quarantine|dlq|pipelines|check|schema|init|demo|completion|--help)\b)/g;

/** Advice that others wrote, with the program called as it is called here. */
export const withProgram = (advice: string, program: string): string =>
  program === "waybill"
    ? advice
    : advice.replace(/npx waybill /g, "waybill ").replace(OWN_COMMANDS, `${program} `);
