import { expect } from "vitest";
import type { Answer } from "./waybill.ts";

export interface Expected {
  readonly exit: number;
  /** The stable code of the error. */
  readonly code: string | RegExp;
  /** The place, as it is told: a file, a line, a column, a rule, a run. */
  readonly where?: string | RegExp;
  /** What to type or to change next. */
  readonly next?: string | RegExp;
}

interface Told {
  readonly code: string;
  readonly message: string;
  readonly where: string | null;
  readonly next: string | null;
}

/** One clear message: what, where and what next, the right exit code, and no stack trace. */
export function expectMessage(answer: Answer, expected: Expected): void {
  const { out, err } = answer;
  expect(answer, err).toMatchObject({ code: expected.exit, signal: null });
  expect(out + err).not.toMatch(/^ {4}at /m);
  const [told, ...more] = messagesIn(err);
  expect(more, err).toEqual([]);
  expectTold(told, expected, err);
}

/** The same with `--json`: stdout is one JSON value that says the same. */
export function expectJsonMessage(answer: Answer, expected: Expected): void {
  expectMessage(answer, expected);
  const { error } = JSON.parse(answer.out) as { readonly error?: Told };
  expectTold(error, expected, answer.out);
}

function expectTold(told: Told | undefined, { code, where, next }: Expected, all: string): void {
  if (!told) throw new Error(`there is no message:\n${all}`);
  expect(told.code, all).toMatch(typeof code === "string" ? new RegExp(`^${code}$`) : code);
  expect(told.message, all).toMatch(/\w/);
  if (where !== undefined) expect(told.where, all).toMatch(where);
  expect(told.next, `there is no next step:\n${all}`).toMatch(next ?? /\w/);
}

/** The messages as a person reads them. */
export function messagesIn(err: string): readonly Told[] {
  return err.split(/^(?=error \S+: )/m).flatMap((text) => {
    const [, code, message = ""] = /^error (\S+): (.*)/.exec(text) ?? [];
    const part = (label: string) =>
      new RegExp(`^  ${label} +(.*(?:\\n {9}.*)*)`, "m").exec(text)?.[1] ?? null;
    return code === undefined ? [] : [{ code, message, where: part("where"), next: part("next") }];
  });
}
