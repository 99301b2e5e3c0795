import type { LoadedRows } from "@waybill/events";
import type * as z from "zod";
import type { Column } from "../contract/column.ts";
import type { LoadTarget } from "../pipeline/plan.ts";

export interface LoadRequest {
  readonly runId: string;
  readonly generation: number;
  readonly pipeline: string;
  readonly target: LoadTarget;
  readonly columns: readonly Column[];
  /** Parquet files with `columns`, `_waybill_partition` and the flag columns, in this order. */
  readonly artifacts: readonly LoadFile[];
  /** Rows with anything but 0 here are not loaded. Empty: every row is. */
  readonly flagColumns: readonly string[];
  /** Keys whose rows in `artifacts` are not loaded. */
  readonly exclusions: readonly Exclusion[];
  /** As the artifacts. Rows that are loaded although their key is excluded: the latest of each. */
  readonly winners: readonly LoadFile[];
  /** Rows that settle found superseded: part of the books, never of the table. */
  readonly superseded: number;
}

/** A Parquet file: where the warehouse finds it, as it `reads` files, and its size. */
export interface LoadFile {
  readonly at: string;
  readonly bytes: number;
}

/** A file of the values that these columns may not have. NULL is never among them. */
export interface Exclusion extends LoadFile {
  readonly columns: readonly string[];
}

export interface LoadReport {
  readonly rows: z.output<typeof LoadedRows>;
  readonly drift: readonly { readonly column: string; readonly change: string }[];
  /** True where an earlier attempt had committed this load; the counts are that one's. */
  readonly repeated: boolean;
}

/**
 * Where tables are. One transaction a load: the ledger row, the rows, and what is needed to take them back.
 * Loading the same (run, table, generation) again changes nothing and reports what the first one did.
 * Errors: `Transient` `warehouse.locked`, `warehouse.unavailable`; `Permanent` `warehouse.drift` (frozen table),
 * `warehouse.duplicate-key`, `warehouse.out-of-memory`, `warehouse.damaged`.
 */
export interface Warehouse {
  /** For people and events: `duckdb:.waybill/warehouse.duckdb`. */
  readonly name: string;
  /** What it is given of a file: a path on this machine, or the URI that the store of artifacts gave it. */
  readonly reads: "paths" | "uris";
  /** Null: taken in, and not done yet. Who hears that it is calls again with the same request. */
  load(request: LoadRequest, signal: AbortSignal): Promise<LoadReport | null>;
  /** Takes the run's load back out, in one transaction. Doing it twice changes nothing. */
  undo(runId: string, target: LoadTarget): Promise<UndoReport>;
  /** Reads only. Values are as JSON can carry them: 64-bit integers and decimals as text. */
  query(sql: string, limit: number | null): Promise<QueryResult>;
  close(): Promise<void>;
}
export interface UndoReport {
  readonly removed: number;
  readonly restored: number;
}
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  /** True where more rows than `limit` were there. */
  readonly more: boolean;
}
