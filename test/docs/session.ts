/** What a command printed, and what a guide says that it prints. */
export interface Exchange {
  readonly command: string;
  readonly output: readonly string[];
}

/** The commands of a `console` block, each with the lines below it. */
export function exchangesOf(text: string): readonly Exchange[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = "", ...output] = part.trimEnd().split("\n");
      return { command, output };
    });
}

const ANY_LINES = "…";

/** True where the lines are those of the guide; in the guide a line with an ellipsis stands for any number of lines. */
export function isLike(printed: readonly string[], told: readonly string[]): boolean {
  const [first, ...rest] = told;
  if (first === undefined) return printed.length === 0;
  if (first === ANY_LINES)
    return isLike(printed, rest) || (printed.length > 0 && isLike(printed.slice(1), told));
  return printed[0] === first && isLike(printed.slice(1), rest);
}

/** Without what differs from run to run: ids, times, sizes, places; the blanks that line things up go with them. */
export const settled = (line: string): string =>
  line
    .replaceAll(/\b01[0-9A-HJKMNP-TV-Z]{24}\b/g, "<run>")
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f]{4}\b/g, "<attempt>")
    .replaceAll(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, "<time>")
    .replaceAll(/\b\d\d:\d\d:\d\d\.\d{3}\b/g, "<time>")
    .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s)\b/g, "<duration>")
    .replaceAll(/\b\d+(?:\.\d+)?(?: [kM])?\/s\b/g, "<rate>")
    .replaceAll(/\(\d+(?:\.\d+)? (?:bytes|kB)\)/g, "(<size>)")
    .replaceAll(/duckdb:\S+/g, "duckdb:<place>")
    .replaceAll(/ {2,}/g, "  ")
    .trimEnd();
