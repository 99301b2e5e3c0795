import type { Column } from "../../../contract/column.ts";
import { type Judge, judgeOf } from "../exact/judge.ts";
import { shown } from "../exact/shown.ts";
import { numberText, parseExact } from "./exact-json.ts";
import { topLevelKeys } from "./keys.ts";
import { withoutExponent } from "./number.ts";

export interface LineProblem {
  readonly column: string | null;
  readonly reason: string;
  readonly code: string;
}

/** The contract's values of one line, each as the text that the engine reads exactly; or what is wrong with it. */
export type LineResult = { readonly values: readonly (string | null)[] } | { readonly problem: LineProblem };

type Convert = (value: unknown) => { readonly text: string } | { readonly reason: string };

/** Reads a line with every digit of its numbers, as slowly as that takes. */
export function exactLine(columns: readonly Column[]): (line: string) => LineResult {
  const converts = columns.map(({ type }) => converter(type.kind, judgeOf(type)));
  return (line) => {
    let parsed: unknown;
    try {
      parsed = parseExact(line);
    } catch (error) {
      return problem(
        null,
        `not JSON: ${error instanceof Error ? error.message : String(error)}`,
        "json.syntax",
      );
    }
    if (
      typeof parsed !== "object" ||
      parsed === null ||
      Array.isArray(parsed) ||
      numberText(parsed) !== null
    ) {
      return problem(null, `${spoken(parsed)} where an object is expected`, "json.not-object");
    }
    const twice = duplicate(line, columns);
    if (twice !== null) return problem(twice, `the key ${shown(twice)} is there twice`, "json.duplicate-key");
    const row = parsed as Record<string, unknown>;
    const values: (string | null)[] = [];
    for (const [i, { name }] of columns.entries()) {
      const value = Object.hasOwn(row, name) ? row[name] : null;
      const result = value === null ? null : converts[i]!(value);
      if (result && "reason" in result) return problem(name, result.reason, "json.bad-value");
      values.push(result?.text ?? null);
    }
    return { values };
  };
}

const problem = (column: string | null, reason: string, code: string): LineResult => ({
  problem: { column, reason, code },
});

function converter(kind: Column["type"]["kind"], judge: Judge): Convert {
  switch (kind) {
    case "json":
      return (value) => wellFormed(JSON.stringify(value));
    case "boolean":
      return (value) =>
        typeof value === "boolean" ? { text: String(value) } : ofText(value, judge, "true or false");
    case "int32":
    case "int":
    case "int64":
    case "decimal":
      return (value) => {
        const number = numberText(value);
        return number === null ? ofText(value, judge, "a number") : judged(withoutExponent(number), judge);
      };
    case "double":
    case "float32":
      return (value) => {
        const number = numberText(value);
        return number === null ? ofText(value, judge, "a number") : judged(number, judge);
      };
    default:
      return (value) => ofText(value, judge, "a text");
  }
}

const judged = (text: string, judge: Judge) => {
  const reason = judge(text);
  return reason === null ? { text } : { reason };
};

function ofText(value: unknown, judge: Judge, expected: string) {
  if (typeof value !== "string") return { reason: `${spoken(value)} where ${expected} is expected` };
  const result = wellFormed(value);
  return "reason" in result ? result : judged(value, judge);
}

const wellFormed = (text: string) =>
  text.isWellFormed() ? { text } : { reason: `${shown(text.toWellFormed())} holds half of a surrogate pair` };

function spoken(value: unknown): string {
  const number = numberText(value);
  if (number !== null) return `the number ${number}`;
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return `the text ${shown(value)}`;
  return Array.isArray(value) ? "a list" : "an object";
}

function duplicate(line: string, columns: readonly Column[]): string | null {
  const seen = new Set<string>();
  for (const key of topLevelKeys(line)) {
    if (seen.has(key) && columns.some(({ name }) => name === key)) return key;
    seen.add(key);
  }
  return null;
}
