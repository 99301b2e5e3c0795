import { type } from "../../packages/cli/src/testing/command-line.ts";

export interface KnownCommand {
  /** `--state`, `-f`. */
  readonly flags: readonly string[];
}
/** By their words: `run`, `quarantine show`. */
export type KnownCommands = ReadonlyMap<string, KnownCommand>;

/** What the command line says of itself. */
export async function knownCommands(): Promise<KnownCommands> {
  const known = new Map<string, KnownCommand>();
  const learn = async (words: readonly string[]): Promise<void> => {
    const { out } = await type([...words, "--help"]);
    const inner = subcommandsIn(out);
    if (inner.length === 0) known.set(words.join(" "), { flags: flagsIn(out) });
    await Promise.all(inner.map((name) => learn([...words, name])));
  };
  await learn([]);
  return known;
}

const subcommandsIn = (help: string): string[] => {
  const list = /^COMMANDS\n((?: {2}\S.*\n?)+)/m.exec(help)?.[1] ?? "";
  return [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name = ""]) => name);
};

function flagsIn(help: string): string[] {
  const list = /^FLAGS\n((?: +\S.*\n?)+)/m.exec(help)?.[1] ?? "";
  return [...list.matchAll(/(?<=^ +(?:-\w +)?\[?)--?[a-z][a-z-]*/gm)].map(([flag]) => flag);
}

/** A command line that a guide names. */
export interface Use {
  readonly text: string;
  readonly words: readonly string[];
  readonly flags: readonly string[];
}

/** Command lines in code: between backticks, and in the lines of blocks. */
export function usesIn(guide: string): readonly Use[] {
  const blocks = [...guide.matchAll(/^```(?:sh|console)\b.*\n([\s\S]*?)^```/gm)].map(([, text = ""]) => text);
  const prose = guide.replaceAll(/^```[\s\S]*?^```/gm, "");
  const inline = [...prose.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text.replaceAll("\n", " "));
  return [...blocks.flatMap((text) => text.split("\n")), ...inline].flatMap((line) => {
    const [, rest] = /^\s*(?:\$ )?(?:npx )?waybill (\S.*)$/.exec(line) ?? [];
    return rest === undefined ? [] : [useOf(rest)];
  });
}

function useOf(rest: string): Use {
  const text = rest.replace(/\s+(?:#|[|>]).*$/, "").trim();
  const words = text.replaceAll(/"[^"]*"/g, '""').split(/\s+/);
  return {
    text: `waybill ${text}`,
    words: words.filter((word) => !word.startsWith("-")),
    flags: words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split("=")[0] ?? word),
  };
}

/** Where any command may stand, or none. */
const PLACEHOLDERS = ["", "…", "<command>"];
const EVERYWHERE = ["--help", "-h", "--version", "-v"];

/** What is wrong with it; null: nothing. */
export function badUse({ text, words, flags }: Use, known: KnownCommands): string | null {
  const [first = "", second = ""] = words;
  if (PLACEHOLDERS.includes(first)) return null;
  const command = known.get(`${first} ${second}`) ?? known.get(first);
  const isGroup = [...known.keys()].some((name) => name.startsWith(`${first} `));
  if (!command) return isGroup && second === "" ? null : `${text}: no such command`;
  const unknown = flags.find((flag) => !command.flags.includes(flag) && !EVERYWHERE.includes(flag));
  return unknown === undefined ? null : `${text}: no flag ${unknown}`;
}
