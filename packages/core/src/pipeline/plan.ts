import type { Column } from "../contract/column.ts";
import type { Rules } from "../quality/check.ts";
import type { Source } from "../sources/source.ts";
import type { Step } from "../transform/step.ts";

/**
 * What an author's file comes down to: inert data that the CLI checks, the runtime runs, the stacks deploy and the
 * console draws. Only `rows` steps and `rows` sources hold functions.
 */
export interface Plan {
  readonly name: string;
  /** The source that is split into partitions. */
  readonly source: NamedSource;
  /** Sources that every step sees whole, by the name that SQL knows them by. */
  readonly lookups: readonly NamedSource[];
  readonly steps: readonly Step[];
  /** The columns after the last step; the source's where there is no step. */
  readonly columns: readonly Column[];
  /** Before the first step; what the source's contract implies is among the checks. */
  readonly sourceRules: Rules;
  /**
   * After the last step; what its contract implies is among the checks. Without steps it is empty, unless a rule
   * refers to another source: all rules are then here and none in `sourceRules`, since they have to wait for it.
   */
  readonly resultRules: Rules;
  readonly tolerate: Tolerance;
  readonly load: LoadTarget | null;
}

export interface NamedSource {
  readonly name: string;
  readonly source: Source;
  /** What the contract implies. For the split source, `sourceRules` has these too, together with the author's. */
  readonly rules: Rules;
}

/** How many rows may be held back before the run ends without a load. Null: any number. */
export interface Tolerance {
  readonly quarantined: Limit | null;
  readonly rejected: Limit | null;
}
/** A share of the rows read, from 0 to 1, or a number of rows. */
export type Limit = { readonly share: number } | { readonly rows: number };

export type LoadMode = "append" | "merge" | "replace";
/**
 * What a load does where the table's columns and the pipeline's differ. `evolve`: the table follows. `freeze`: the run
 * fails. `discard_row`: rows that do not fit are dropped and counted. `discard_value`: values that do not fit are.
 */
export type Drift = "evolve" | "freeze" | "discard_row" | "discard_value";

export interface LoadTarget {
  readonly table: string;
  readonly mode: LoadMode;
  /** Empty unless the mode is `merge`. */
  readonly key: readonly string[];
  readonly drift: Drift;
  /** Days for which the load can be taken back. */
  readonly undoDays: number;
}
