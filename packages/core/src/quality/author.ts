import type { Source } from "../sources/source.ts";
import type { Correction, KeepLatest, Severity } from "./check.ts";
import type { AuthorDraft } from "./draft.ts";
import type { Duration } from "./duration.ts";
import type { Percent } from "./share.ts";

/** The names of a row's columns. */
export type Name<R> = { [K in keyof R & string]: K }[keyof R & string];

export interface RuleOptions {
  /** `reject` (the default) quarantines the row, `warn` only counts it, `fail` ends the run. */
  readonly severity?: Severity;
}
export interface UniqueOptions<N extends string> extends RuleOptions {
  /** Of the rows of one key the one with the highest value of that column is loaded; without it, none. */
  readonly keep?: KeepLatest & { readonly latest: N };
}

/** What every column can say. `V` is its value in JavaScript, `N` the names of the row's columns. */
export interface PlainColumn {
  notNull(options?: RuleOptions): AuthorDraft;
  /** Where a check fails, the column becomes the value of this SQL expression, and the row is checked again. */
  set(sql: string): Correction;
}
interface EqualColumn<V, N extends string> extends PlainColumn {
  /** Over all rows of the run, not only of a partition. */
  unique(options?: UniqueOptions<N>): AuthorDraft;
  oneOf(values: readonly V[], options?: RuleOptions): AuthorDraft;
  /** Every value is one of that source's values in that column. */
  references<O>(source: Source<O>, column: NamesOf<O, Widened<V>>, options?: RuleOptions): AuthorDraft;
}
interface OrderedColumn<V, N extends string> extends EqualColumn<V, N> {
  /** Both bounds are allowed values. */
  between(low: Widened<V>, high: Widened<V>, options?: RuleOptions): AuthorDraft;
  atLeast(low: Widened<V>, options?: RuleOptions): AuthorDraft;
  atMost(high: Widened<V>, options?: RuleOptions): AuthorDraft;
}
interface TimedColumn<V, N extends string> extends OrderedColumn<V, N> {
  /** Not older than this before the run was asked for. */
  fresherThan(age: Duration, options?: RuleOptions): AuthorDraft;
}

export interface BooleanColumn<N extends string> extends EqualColumn<boolean, N> {}
export interface NumberColumn<V, N extends string> extends OrderedColumn<V, N> {}
export interface DateColumn<N extends string> extends TimedColumn<Date, N> {}
/**
 * Text in JavaScript: also dates, decimals and UUIDs. Which of these it is only the contract knows, so a rule that
 * does not fit (`matches` on a date) is refused when the pipeline is defined.
 */
export interface TextColumn<V, N extends string> extends TimedColumn<V, N> {
  /** By code points; `\s` and `.` as in JavaScript. Without lookarounds and backreferences. */
  matches(pattern: RegExp, options?: RuleOptions): AuthorDraft;
  /** In characters. Without `high`: exactly `low`; with null: `low` or more. */
  length(low: number, high?: number | null, options?: RuleOptions): AuthorDraft;
}

type ColumnOf<V, N extends string> = [V] extends [number | bigint]
  ? NumberColumn<V, N>
  : [V] extends [Date]
    ? DateColumn<N>
    : [V] extends [string]
      ? TextColumn<V, N>
      : [V] extends [boolean]
        ? BooleanColumn<N>
        : PlainColumn;

/** The row's columns as values, each with the rules that its type allows. */
export type Columns<R> = { readonly [K in Name<R>]-?: ColumnOf<NonNullable<R[K]>, Name<R>> };

/** Without what narrows it to single values: a bound need not be one of an enum's. */
type Widened<V> = V extends string ? string : V extends number | bigint ? number | bigint : V;
type NamesOf<R, V> = { [K in Name<R>]-?: NonNullable<R[K]> extends V ? K : never }[Name<R>];

/** Rules about whole rows, and about their number. */
export interface RowsRules<R> {
  /** Of the run. `change`: by at most so much against the pipeline's last run. Fails the run unless `warn` is said. */
  count(limits: CountLimits): AuthorDraft;
  /** An SQL expression over the row: false fails, NULL passes. Its id is `rows.<name>`. */
  satisfies(sql: string, options?: RuleOptions & { readonly name?: string }): AuthorDraft;
  /** No two rows of the run alike in all of these. */
  unique(columns: readonly Name<R>[], options?: UniqueOptions<Name<R>>): AuthorDraft;
}
export interface CountLimits {
  readonly min?: number;
  readonly max?: number;
  readonly change?: Percent;
  readonly severity?: "warn" | "fail";
}
