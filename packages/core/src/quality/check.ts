import type { Severity } from "@waybill/events";

export type { Severity };

/**
 * One rule about a column, a row or the dataset, as data. A NULL passes every rule but `notNull`.
 * `unique` and `count` are decided for the whole run at settle; all others row by row, in the engine.
 */
export type Check = CheckBase & Rule;

interface CheckBase {
  /** `delay.between`, `id.unique`, `rows.count`; a second one alike is `delay.between#2`. */
  readonly id: string;
  /** Null where the rule looks at the whole row or at the dataset. */
  readonly column: string | null;
  readonly severity: Severity;
  /** True where the row contract implies it. */
  readonly implied: boolean;
}

export type Rule =
  | { readonly rule: "notNull" }
  | { readonly rule: "unique"; readonly columns: readonly string[]; readonly keep: KeepLatest | null }
  | {
      readonly rule: "between";
      readonly low: Bound | null;
      readonly high: Bound | null;
      readonly exclusive?: "low" | "high" | "both";
    }
  | { readonly rule: "multipleOf"; readonly of: number | string }
  | { readonly rule: "oneOf"; readonly values: readonly Scalar[] }
  | { readonly rule: "matches"; readonly pattern: string; readonly flags: string }
  | { readonly rule: "length"; readonly low: number; readonly high: number | null }
  /** Every value is one of the lookup's values of that column. */
  | { readonly rule: "references"; readonly lookup: string; readonly target: string }
  /** Not older than this before the run was asked for. */
  | { readonly rule: "fresherThan"; readonly seconds: number }
  /** An SQL expression over the row. Like SQL's CHECK: false fails, NULL passes. */
  | { readonly rule: "satisfies"; readonly sql: string }
  | {
      readonly rule: "count";
      readonly min: number | null;
      readonly max: number | null;
      readonly change: number | null;
    };

/** In the JavaScript form of the column's type; a bigint and a decimal as text keep every digit. */
export type Scalar = string | number | bigint | boolean;
export type Bound = string | number | bigint;

/** Of the rows of one key only the one with the highest value here is loaded; the others are superseded. */
export interface KeepLatest {
  readonly latest: string;
}

export type RuleName = Rule["rule"];

/** Runs on failing rows, which are then checked again: the column becomes the value of the SQL expression. */
export interface Correction {
  readonly column: string;
  readonly sql: string;
}

/** The checks and corrections of one place: the source's rows, or the result of the last step. */
export interface Rules {
  readonly checks: readonly Check[];
  readonly corrections: readonly Correction[];
}

/** Decided over all partitions of a run, at settle. */
export const isRunWide = (check: Check): boolean => check.rule === "unique" || check.rule === "count";
