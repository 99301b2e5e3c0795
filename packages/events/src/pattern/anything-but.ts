import { InvalidPattern, show } from "./error.ts";
import { isObject, isScalar } from "./json.ts";
import type { Matcher, Operator } from "./matcher.ts";
import { equalsIgnoreCase, prefix, suffix, wildcard } from "./text.ts";

const negatable = new Map<string, Operator>([
  ["prefix", prefix],
  ["suffix", suffix],
  ["equals-ignore-case", equalsIgnoreCase],
  ["wildcard", wildcard],
]);

/** Any value that is there, of any type, but none of those named. A field that is absent does not match. */
export const anythingBut: Operator = (operand, path) =>
  isObject(operand) ? butOperator(operand, path) : butValues(operand, path);

function butValues(operand: unknown, path: string): Matcher {
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const type = typeof values[0];
  if ((type !== "string" && type !== "number") || !values.every((v) => typeof v === type && isScalar(v))) {
    throw new InvalidPattern(
      path,
      `\`anything-but\` needs texts alone or numbers alone, got ${show(operand)}`,
      'write e.g. {"anything-but": ["failed", "skipped"]}',
    );
  }
  const refused = new Set(values);
  return { test: (value) => !refused.has(value) };
}

function butOperator(operand: Readonly<Record<string, unknown>>, path: string): Matcher {
  const [name = "", ...more] = Object.keys(operand);
  const operator = negatable.get(name);
  if (!operator || more.length > 0) {
    throw new InvalidPattern(
      path,
      `\`anything-but\` takes one of ${[...negatable.keys()].join(", ")}, got ${show(operand)}`,
      'write e.g. {"anything-but": {"prefix": "test-"}}',
    );
  }
  const texts: readonly unknown[] = Array.isArray(operand[name]) ? operand[name] : [operand[name]];
  const affix = name === "prefix" || name === "suffix";
  const hint = affix ? ", none of them empty" : "";
  if (texts.length === 0 || !texts.every((text) => typeof text === "string" && !(affix && text === ""))) {
    throw new InvalidPattern(
      path,
      `\`${name}\` in \`anything-but\` needs a text or a list of texts${hint}, got ${show(operand)}`,
      `write e.g. {"anything-but": {"${name}": "abc"}}`,
    );
  }
  const refused = texts.map((text) => operator(text, path));
  const wildcards = refused.flatMap((matcher) => matcher.wildcards ?? []);
  return {
    test: (value) => !refused.some((matcher) => matcher.test(value)),
    ...(wildcards.length > 0 && { wildcards }),
  };
}
