import type { LoadReport, LoadRequest } from "@waybill/core";
import type { Rows } from "../data-api/rows.ts";
import { type Statement, statement } from "../sql/statement.ts";
import { text, timestamp } from "../sql/words.ts";
import { LEDGER, type TableName } from "../tables/name.ts";

/** One load: what a run did to a table. */
export interface LedgerEntry {
  readonly runId: string;
  readonly mode: LoadRequest["target"]["mode"];
  /** Loads in the order of their commits. */
  readonly sequence: number;
  readonly rows: LoadReport["rows"];
  readonly drift: LoadReport["drift"];
  /** What taking it back needs is dropped: its time is over. */
  readonly expired: boolean;
  /** Null unless the load was taken back. */
  readonly undone: { readonly removed: number; readonly restored: number } | null;
}

export const ofTable = ({ key }: TableName): string => `table_name = ${text(key)}`;
export const ofLoad = (runId: string, table: TableName): string =>
  `${ofTable(table)} AND run_id = ${text(runId)}`;

/** True until the load has committed. */
export const notLoaded = (runId: string, table: TableName): string =>
  `NOT EXISTS (SELECT 1 FROM ${LEDGER} WHERE ${ofLoad(runId, table)})`;

export const readLoad = (runId: string, table: TableName): Statement =>
  readEntries("report", ofLoad(runId, table));

/** Loads of the table whose undo data may go. */
export const readExpired = (table: TableName, now: number): Statement =>
  readEntries(
    "read",
    `${ofTable(table)} AND undo_until <= ${timestamp(now)} AND NOT expired AND undone_at IS NULL`,
  );

/** The run's load and all that came after it and still stand, oldest first. */
export const readFrom = (runId: string, table: TableName): Statement =>
  readEntries(
    "read",
    `${ofTable(table)} AND (undone_at IS NULL OR run_id = ${text(runId)}) AND
     sequence >= (SELECT min(sequence) FROM ${LEDGER} WHERE ${ofLoad(runId, table)})`,
  );

const COLUMNS =
  "run_id, mode, sequence, got, inserted, updated, unchanged, superseded, discarded, drift, expired, removed, restored";

const readEntries = (purpose: "read" | "report", condition: string): Statement =>
  statement(purpose, `SELECT ${COLUMNS} FROM ${LEDGER} WHERE ${condition} ORDER BY sequence`);

export const entriesOf = (rows: Rows): readonly LedgerEntry[] =>
  rows.map((row) => ({
    runId: String(row.run_id),
    mode: String(row.mode) as LedgerEntry["mode"],
    sequence: Number(row.sequence),
    rows: {
      got: Number(row.got),
      inserted: Number(row.inserted),
      updated: Number(row.updated),
      unchanged: Number(row.unchanged),
      superseded: Number(row.superseded),
      discarded: Number(row.discarded),
    },
    drift: JSON.parse(String(row.drift)),
    expired: row.expired === true,
    undone: row.removed === null ? null : { removed: Number(row.removed), restored: Number(row.restored) },
  }));
