import { InvalidPattern } from "./error.ts";

/** EventBridge's default quota for the size of a pattern, in characters of JSON. */
const PATTERN_CHARACTERS = 2048;

/** Throws `InvalidPattern` for a pattern that is too long, or that cannot be written as JSON. */
export function checkSize(pattern: object): void {
  const length = sizeOf(pattern);
  if (length === undefined) {
    throw new InvalidPattern("", "a pattern is JSON, and this one is not", "take out cycles and bigints");
  }
  if (length > PATTERN_CHARACTERS) {
    throw new InvalidPattern(
      "",
      `a pattern has at most ${PATTERN_CHARACTERS} characters as JSON, this one has ${length}`,
      "shorten its lists with prefix, suffix or wildcard, or make two patterns of it",
    );
  }
}

function sizeOf(pattern: object): number | undefined {
  try {
    return JSON.stringify(pattern).length;
  } catch {
    return undefined;
  }
}
