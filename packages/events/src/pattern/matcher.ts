import type { Scalar } from "./json.ts";
import type { Wildcard } from "./wildcard.ts";

type Test = (value: Scalar) => boolean;

/** What a field may be: a value that is there passes the test, or there is none and `absent` is set. */
export interface Matcher {
  readonly test: Test;
  readonly absent?: true;
  /** The wildcards in it, which count towards the complexity of the pattern. */
  readonly wildcards?: readonly Wildcard[];
}

/** Compiles what follows the operator's name. `path` is where it is, for `InvalidPattern`. */
export type Operator = (operand: unknown, path: string) => Matcher;

export interface Entry extends Matcher {
  /** As it was written: two entries with the same text are the same. */
  readonly text: string;
}

/** One field of a rule: one of its entries must match at the path. */
export interface Field {
  readonly path: string;
  readonly entries: readonly Entry[];
}

/** One way to match: every field must. Fields are in the order of their paths. */
export type Rule = readonly Field[];

/** A test that only text can pass. */
export const ofText =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value === "string" && test(value);
