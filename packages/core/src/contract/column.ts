/**
 * The types a row contract may use, each with one form in JavaScript, DuckDB, Parquet and the warehouse.
 * `int` and `int64` are both 64 bits wide; in JavaScript the first is a number, the second a bigint.
 * `decimal`, `date`, `time`, `timestamp` and `uuid` are text in JavaScript; `timestamptz` is text or a Date.
 */
export type ColumnType =
  | { readonly kind: "int32" | "int" | "int64" }
  | { readonly kind: "double" | "float32" }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "text"; readonly maxLength?: number }
  | { readonly kind: "uuid" | "date" | "time" | "timestamp" }
  | { readonly kind: "timestamptz"; readonly js: "text" | "date" }
  | { readonly kind: "json" }
  | { readonly kind: "bytes" };

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** NULL is allowed: `nullable` and `optional` alike. */
  readonly nullable: boolean;
  /** Fills in for NULL at extract; in the JavaScript form of the type. */
  readonly default?: unknown;
}
