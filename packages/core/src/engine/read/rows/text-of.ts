import type { ColumnType } from "../../../contract/column.ts";
import { type Judge, judgeOf } from "../exact/judge.ts";
import { shown } from "../exact/shown.ts";

/** A JavaScript value as the text that the engine reads as exactly that value; or why it is none of the type's. */
export type TextResult = { readonly text: string } | { readonly reason: string };

export const textOf = (type: ColumnType, value: unknown): TextResult => textFor(type)(value);

/** The same, made once for a column. NULL and undefined are for the caller. */
export function textFor(type: ColumnType): (value: unknown) => TextResult {
  const judge = judgeOf(type);
  switch (type.kind) {
    case "int32":
    case "int":
      return (value) =>
        Number.isSafeInteger(value) ? judged(judge, String(value)) : wrong(value, "a whole number");
    case "int64":
      return (value) => (typeof value === "bigint" ? judged(judge, String(value)) : wrong(value, "a bigint"));
    case "double":
    case "float32":
      return (value) =>
        typeof value === "number" ? judged(judge, numberText(value)) : wrong(value, "a number");
    case "boolean":
      return (value) =>
        typeof value === "boolean" ? { text: String(value) } : wrong(value, "true or false");
    case "timestamptz":
      return (value) => (value instanceof Date ? dateText(value) : stringText(judge, value));
    case "json":
      return jsonText;
    case "bytes":
      return (value) => (value instanceof Uint8Array ? { text: hex(value) } : wrong(value, "a Uint8Array"));
    default:
      return (value) => stringText(judge, value);
  }
}

function judged(judge: Judge, text: string): TextResult {
  const reason = judge(text);
  return reason === null ? { text } : { reason };
}

function stringText(judge: Judge, value: unknown): TextResult {
  if (typeof value !== "string") return wrong(value, "a text");
  if (!value.isWellFormed()) return { reason: `${shown(value)} holds half of a surrogate pair` };
  return judged(judge, value);
}

const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

function dateText(value: Date): TextResult {
  const year = value.getUTCFullYear();
  if (year >= 1 && year <= 9999) return { text: value.toISOString() };
  return { reason: Number.isNaN(year) ? "an invalid Date" : `the year ${year} is not between 1 and 9999` };
}

function jsonText(value: unknown): TextResult {
  try {
    const text = JSON.stringify(value);
    return text === undefined ? wrong(value, "a value that JSON can carry") : { text: text.toWellFormed() };
  } catch (error) {
    return { reason: `not JSON: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}` };
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex").replace(/../g, "\\x$&");

const wrong = (value: unknown, expected: string): TextResult => ({
  reason: `${spoken(value)} where ${expected} is expected`,
});

function spoken(value: unknown): string {
  if (typeof value === "string") return `the text ${shown(value)}`;
  if (typeof value === "number" || typeof value === "bigint") return `the ${typeof value} ${value}`;
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a Date";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
