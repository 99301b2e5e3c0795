import { Permanent } from "../../errors.ts";
import { describePlace, type Offset, placeAt } from "./place.ts";

/** What is wrong with an author's SQL. */
export interface Problem {
  /** `sql.syntax`, `sql.unknown-table`, `sql.needs-run-scope`, … */
  readonly code: string;
  readonly message: string;
  /** Line and column in the SQL, with an excerpt. */
  readonly where: string | null;
  readonly why: string | null;
  readonly next: string | null;
}

export interface ProblemDetails {
  readonly at?: Offset | null;
  readonly why?: string;
  readonly next?: string;
}

export const problem = (
  code: string,
  message: string,
  sql: string,
  { at, why, next }: ProblemDetails = {},
): Problem => ({
  code,
  message,
  where: at ? describePlace(placeAt(sql, at)) : null,
  why: why ?? null,
  next: next ?? null,
});

/** The problem of one step, as an error: `where` begins with the step's name. */
export const asError = ({ code, message, where, why, next }: Problem, name: string): Permanent =>
  new Permanent(code, message, {
    where: where === null ? name : `${name}, ${where}`,
    why: why ?? undefined,
    next: next ?? undefined,
  });
