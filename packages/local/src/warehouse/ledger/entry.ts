import type { LoadReport, LoadRequest } from "@waybill/core";
import { text } from "@waybill/core/engine";
import type { Session } from "../session.ts";
import { timestamp } from "../sql.ts";
import type { TableName } from "../tables/name.ts";

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

export async function findLoad(
  session: Session,
  runId: string,
  table: TableName,
): Promise<LedgerEntry | null> {
  const [entry] = await entries(session, `${ofTable(table)} AND run_id = ${text(runId)}`);
  return entry ?? null;
}

/** Loads of the table that came after this one and still stand, oldest first. */
export const standingAfter = (session: Session, { sequence }: LedgerEntry, table: TableName) =>
  entries(session, `${ofTable(table)} AND sequence > ${sequence} AND undone_at IS NULL`);

/** Loads of the table whose undo data may go. */
export const expiredLoads = (session: Session, table: TableName, now: number) =>
  entries(
    session,
    `${ofTable(table)} AND undo_until <= ${timestamp(now)} AND NOT expired AND undone_at IS NULL`,
  );

export const ofTable = ({ key }: TableName): string => `table_name = ${text(key)}`;

interface LedgerRow extends Record<keyof LoadReport["rows"], bigint> {
  readonly run_id: string;
  readonly mode: LedgerEntry["mode"];
  readonly sequence: bigint;
  readonly drift: string;
  readonly expired: boolean;
  readonly removed: bigint | null;
  readonly restored: bigint | null;
}

async function entries({ connection }: Session, condition: string): Promise<LedgerEntry[]> {
  const rows = await connection.all<LedgerRow>(
    `SELECT * FROM _waybill_ledger WHERE ${condition} ORDER BY sequence`,
  );
  return rows.map(toEntry);
}

const toEntry = (row: LedgerRow): LedgerEntry => ({
  runId: row.run_id,
  mode: row.mode,
  sequence: Number(row.sequence),
  rows: {
    got: Number(row.got),
    inserted: Number(row.inserted),
    updated: Number(row.updated),
    unchanged: Number(row.unchanged),
    superseded: Number(row.superseded),
    discarded: Number(row.discarded),
  },
  drift: JSON.parse(row.drift),
  expired: row.expired,
  undone: row.removed === null ? null : { removed: Number(row.removed), restored: Number(row.restored) },
});
