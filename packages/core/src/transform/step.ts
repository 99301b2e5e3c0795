import type { Column } from "../contract/column.ts";

export type Step = SqlStep | RowsStep;

/**
 * A query over `input` and the lookups by name. `scope: "partition"` runs it for each partition, so anything that
 * needs all rows at once is refused there; `scope: "run"` waits for all partitions and sees them as one `input`.
 */
export interface SqlStep {
  readonly kind: "sql";
  readonly query: string;
  /** Bound to `$name` in the query, never spliced into it. */
  readonly parameters: Readonly<Record<string, string | number | bigint | boolean | null>>;
  readonly scope: "partition" | "run";
  /** What the query says it yields. */
  readonly columns: readonly Column[];
}

/** A function from a row to none, one or many. Only the columns in `reads` reach it; the others pass by. */
export interface RowsStep {
  readonly kind: "rows";
  readonly reads: readonly Column[];
  /** Columns that the function's results hold: new ones, or ones that take an older one's place. */
  readonly adds: readonly Column[];
  /** The columns after the step. */
  readonly columns: readonly Column[];
  readonly each: RowFunction;
}

export type Row = Readonly<Record<string, unknown>>;
/** Null or an empty list drops the row. What it throws quarantines the row. */
export type RowFunction = (row: Row) => Row | readonly Row[] | null;
