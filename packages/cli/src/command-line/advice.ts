/** Commands that look at a state folder or work in one, and how many words of their own they take. */
const WITH_STATE: Readonly<Record<string, number>> = {
  run: 1,
  retry: 1,
  runs: 0,
  lineage: 1,
  events: 0,
  query: 1,
  demo: 0,
  "quarantine list": 1,
  "quarantine show": 1,
  "dlq list": 0,
  "dlq show": 1,
  "dlq redrive": 1,
  "dlq discard": 1,
};

/** What looks at this machine alone. */
const LOCAL: readonly string[] = ["query", "demo"];

export const takesStage = (words: readonly string[]): boolean =>
  takesState(words) && !LOCAL.includes(words[0] ?? "");

export const takesState = (words: readonly string[]): boolean =>
  [1, 2].some((count) => words.slice(0, count).join(" ") in WITH_STATE);

const OWN_COMMANDS =
  /(?<![\w/-])waybill (?=(?:run|retry|runs|lineage|events|query|quarantine|dlq|pipelines|check|schema|init|demo|completion|--help)\b)/g;

/** Advice that others wrote, with the program called as it is called here. */
export const withProgram = (advice: string, program: string): string =>
  program === "waybill"
    ? advice
    : advice.replace(/npx waybill /g, "waybill ").replace(OWN_COMMANDS, `${program} `);

// The longer name first: `runs` is no `run`.
const NAMES = Object.keys(WITH_STATE).sort((a, b) => b.length - a.length);
const COMMAND = new RegExp(`(?<![\\w/-])waybill (${NAMES.join("|")})(?![\\w-])`, "g");
/** A word of a command inside a sentence: the sentence's own punctuation after it is none of it. */
const WORD = /^ (?:"[^"]*"|'[^']*'(?:\\''[^']*')*|<[^>\s]+>|[^\s;()"'<]*[^\s;,.:()"'<])/;
const OWN = [" --state", " --stage", " --help"];
const FLAG = /^ --[a-z-]+/;
const WITH_VALUE = ["set", "run", "type", "limit", "memory", "threads", "partition-size", "pipeline"];

/** Advice that others wrote, with `flag` at the end of every command that looks at a state folder, or at a stage. */
export function withState(advice: string, flag: string): string {
  let told = "";
  let rest = 0;
  for (const match of advice.matchAll(COMMAND)) {
    const begin = match.index + match[0].length;
    const [, name = ""] = match;
    const { length, hasOwn } = argumentsIn(advice.slice(begin), WITH_STATE[name] ?? 0);
    const isElsewhere = flag.startsWith("--stage") && LOCAL.includes(name);
    told += advice.slice(rest, begin + length) + (hasOwn || isElsewhere ? "" : ` ${flag}`);
    rest = begin + length;
  }
  return told + advice.slice(rest);
}

/** How far a command goes on after its name. `hasOwn`: it has no use for the flag, or has it already. */
function argumentsIn(
  text: string,
  positionals: number,
): { readonly length: number; readonly hasOwn: boolean } {
  let length = 0;
  let words = positionals;
  for (;;) {
    const flag = FLAG.exec(text.slice(length))?.[0];
    if (flag !== undefined && OWN.includes(flag)) return { length, hasOwn: true };
    const word = flag ?? (words > 0 ? WORD.exec(text.slice(length))?.[0] : undefined);
    if (word === undefined) return { length, hasOwn: false };
    if (flag === undefined) words -= 1;
    else if (WITH_VALUE.includes(flag.slice(3))) words += 1;
    length += word.length;
  }
}
