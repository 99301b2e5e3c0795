import type { LoadReport } from "@waybill/core";
import type { Fit } from "../drift/fit.ts";
import type { Session } from "../session.ts";
import type { TableName } from "../tables/name.ts";

/** What a mode needs to write the rows. */
export interface Loading {
  readonly session: Session;
  readonly runId: string;
  readonly table: TableName;
  readonly fit: Fit;
  /** A query of the rows as they go into the table, own columns included. */
  readonly rows: string;
  /** Columns of the table; empty unless the mode is `merge`. */
  readonly key: readonly string[];
}

/** What became of the rows. */
export type Written = Pick<LoadReport["rows"], "inserted" | "updated" | "unchanged">;
