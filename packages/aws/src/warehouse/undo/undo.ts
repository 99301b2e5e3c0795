import { type LoadTarget, Permanent, type UndoReport } from "@waybill/core";
import type { Rows } from "../data-api/rows.ts";
import { explain } from "../failure/explain.ts";
import { mayPass } from "../failure/failed.ts";
import { entriesOf, type LedgerEntry, ofTable, readFrom } from "../ledger/entry.ts";
import { prepareLedger } from "../ledger/tables.ts";
import type { Session } from "../session.ts";
import { statement } from "../sql/statement.ts";
import { text } from "../sql/words.ts";
import { columnsIn, readColumns } from "../tables/catalog.ts";
import { oldTable, oldUndoTable, type TableName, TOUCHED, tableNamed, undoTable } from "../tables/name.ts";
import { type Kept, undoBatch } from "./batch.ts";
import { refuseConflicts } from "./conflict.ts";

const TRIES = 5;

/**
 * Takes a run's load out of the table, all of it or nothing. Columns that the load added or widened stay as they are.
 * Errors: `Permanent` `warehouse.not-loaded`, `warehouse.undo-expired`, `warehouse.undo-conflict`, `warehouse.no-table`.
 */
export async function undo(session: Session, runId: string, target: LoadTarget): Promise<UndoReport> {
  const table = tableNamed(target.table);
  for (let attempt = 1; ; attempt++) {
    const { load, later, touching, kept } = await look(session, runId, table);
    if (!load) throw notLoaded(runId, table);
    if (load.undone) return load.undone;
    if (load.expired) throw expired(runId, table, target);
    refuseConflicts({ load, later, touching, table });
    if (!kept.present) throw tableGone(runId, table);
    const newest = Math.max(load.sequence, ...later.map(({ sequence }) => sequence));
    const now = session.clock.now();
    const id = await session.api.submit(
      undoBatch({ load, table, kept, standing: later.length + 1, newest, now }),
    );
    const batch = await session.wait(id);
    if (batch.Status === "FINISHED") return { ...(await reportIn(session, batch)) };
    if (attempt >= TRIES || !mayPass(batch)) {
      throw await explain(session, batch, {
        where: `run ${runId}, table ${table.label}`,
        table: table.label,
        key: target.key,
      });
    }
  }
}

async function reportIn(session: Session, batch: Parameters<Session["lastResult"]>[0]): Promise<UndoReport> {
  const { rows } = await session.lastResult(batch);
  return { removed: Number(rows[0]?.[0] ?? 0), restored: Number(rows[0]?.[1] ?? 0) };
}

interface Seen {
  readonly load: LedgerEntry | null;
  /** Loads that came after it and still stand, oldest first. */
  readonly later: readonly LedgerEntry[];
  /** Runs that changed, or found unchanged, a row of this run's. */
  readonly touching: readonly string[];
  readonly kept: Kept;
}

async function look(session: Session, runId: string, table: TableName): Promise<Seen> {
  const [undoOf, old, oldUndo] = [undoTable(table), oldTable(table, runId), oldUndoTable(table, runId)];
  const [columns = [], , entries = [], touched = []]: readonly Rows[] = await session.read([
    ...prepareLedger,
    ...readColumns([table, undoOf, old, oldUndo]),
    readFrom(runId, table),
    statement(
      "read",
      `SELECT DISTINCT run_id FROM ${TOUCHED} WHERE ${ofTable(table)} AND earlier_run = ${text(runId)}`,
    ),
  ]);
  const loads = entriesOf(entries);
  return {
    load: loads.find((load) => load.runId === runId) ?? null,
    later: loads.filter((load) => load.runId !== runId),
    touching: touched.map((row) => String(row.run_id)),
    kept: {
      present: columnsIn(columns, table),
      undo: columnsIn(columns, undoOf),
      old: columnsIn(columns, old),
      oldUndo: columnsIn(columns, oldUndo),
    },
  };
}

const notLoaded = (runId: string, { label }: TableName): Permanent =>
  new Permanent("warehouse.not-loaded", `run ${runId} has loaded nothing into \`${label}\``, {
    where: `run ${runId}, table ${label}`,
    next: `waybill lineage ${runId}`,
  });

const expired = (runId: string, { label }: TableName, { undoDays }: LoadTarget): Permanent =>
  new Permanent("warehouse.undo-expired", `run ${runId} can no longer be taken out of \`${label}\``, {
    where: `run ${runId}, table ${label}`,
    why: "what taking it out needs was kept for the days that its load named, and is dropped",
    next: `next time keep it longer than ${undoDays} days: load({ undoDays }); now run a pipeline that corrects the table`,
  });

const tableGone = (runId: string, { label }: TableName): Permanent =>
  new Permanent("warehouse.no-table", `the table \`${label}\`, into which run ${runId} loaded, is gone`, {
    where: `run ${runId}, table ${label}`,
    why: "somebody dropped or renamed it outside of Waybill",
    next: 'see what is there: waybill query "select table_name from svv_tables"',
  });
