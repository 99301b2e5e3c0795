import { InvalidPattern, show } from "./error.ts";
import { isObject } from "./json.ts";
import { type Operator, ofText } from "./matcher.ts";
import { matchesWildcard, parseWildcard } from "./wildcard.ts";

const IGNORE_CASE = "equals-ignore-case";

/** Text as it is written, even where it is an address. */
export const exactly: Operator = (operand, path) => {
  const text = textOf("exactly", operand, path);
  return { test: (value) => value === text };
};

export const equalsIgnoreCase: Operator = (operand, path) => {
  const whole = new RegExp(`^${anyCase(textOf(IGNORE_CASE, operand, path))}$`);
  return { test: ofText((value) => whole.test(value)) };
};

/** The empty prefix matches any text. */
export const prefix: Operator = (operand, path) => {
  if (isObject(operand)) {
    const start = new RegExp(`^${anyCase(ignoringCase("prefix", operand, path))}`);
    return { test: ofText((value) => start.test(value)) };
  }
  const start = textOf("prefix", operand, path);
  return { test: ofText((value) => value.startsWith(start)) };
};

/** The empty suffix matches any text. */
export const suffix: Operator = (operand, path) => {
  if (isObject(operand)) {
    const end = new RegExp(`${anyCase(ignoringCase("suffix", operand, path))}$`);
    return { test: ofText((value) => end.test(value)) };
  }
  const end = textOf("suffix", operand, path);
  return { test: ofText((value) => value.endsWith(end)) };
};

export const wildcard: Operator = (operand, path) => {
  const parts = parseWildcard(textOf("wildcard", operand, path), path);
  return { test: ofText((value) => matchesWildcard(parts, value)), wildcards: [parts] };
};

function textOf(operator: string, operand: unknown, path: string): string {
  if (typeof operand === "string") return operand;
  const each =
    Array.isArray(operand) && operand.length > 0 && operand.every((item) => typeof item === "string");
  throw new InvalidPattern(
    path,
    `\`${operator}\` needs a text, got ${show(operand)}`,
    each
      ? `write ${operand.map((item) => show({ [operator]: item })).join(", ")}`
      : `write e.g. {"${operator}": "abc"}`,
  );
}

function ignoringCase(operator: string, operand: Readonly<Record<string, unknown>>, path: string): string {
  const [name, ...more] = Object.keys(operand);
  if (name !== IGNORE_CASE || more.length > 0) {
    throw new InvalidPattern(
      path,
      `\`${operator}\` needs a text, or \`${IGNORE_CASE}\` and a text, got ${show(operand)}`,
      `write e.g. {"${operator}": {"${IGNORE_CASE}": "abc"}}`,
    );
  }
  return textOf(IGNORE_CASE, operand[name], path);
}

/** Each character in lower or in upper case, one by one as AWS does it: `ß` is `ß` or `SS`, never `ss`. */
const anyCase = (text: string): string =>
  text
    .split("")
    .map((char) => `(?:${escaped(char.toLowerCase())}|${escaped(char.toUpperCase())})`)
    .join("");

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
