import type { Drift, LoadMode, LoadReport } from "@waybill/core";
import type { TableColumn } from "../tables/columns.ts";

/** How a load's rows go into a table: what changes in the table, and what becomes of each value. */
export interface Fit {
  /** The table's columns after the changes, in their order, without own ones. */
  readonly columns: readonly TableColumn[];
  readonly changes: readonly Change[];
  /** What the load writes; columns of the table that are not among them are left NULL. */
  readonly assigned: readonly Assignment[];
  /** SQL over the staged row, never NULL: rows for which it is false are discarded. Empty: no row is. */
  readonly conditions: readonly string[];
  readonly drift: LoadReport["drift"];
}

export interface Assignment {
  /** The table's column. */
  readonly column: TableColumn;
  /** The pipeline's. */
  readonly from: string;
  /** SQL over the staged row. */
  readonly value: string;
}

export type Change =
  | { readonly kind: "add"; readonly column: TableColumn }
  /** The column gets another type; its values are kept. */
  | { readonly kind: "retype"; readonly column: TableColumn }
  /** A VARCHAR takes longer values. Not allowed within a transaction, so it comes before the batch. */
  | { readonly kind: "lengthen"; readonly column: TableColumn };

/** What the decisions about a column need to know. */
export interface Situation {
  readonly table: string;
  readonly policy: Drift;
  readonly mode: LoadMode;
  readonly varcharBytes: number;
}

/** What was decided about one column. */
export interface ColumnFit {
  /** The table's column afterwards; null where it has none. */
  readonly column: TableColumn | null;
  readonly changes: readonly Change[];
  /** SQL of the value that is written; null where none is. */
  readonly value: string | null;
  readonly condition: string | null;
  /** What to tell about it; null: nothing. */
  readonly told: string | null;
}

export const plain = (column: TableColumn, value: string): ColumnFit => ({
  column,
  changes: [],
  value,
  condition: null,
  told: null,
});
