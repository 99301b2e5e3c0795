import { Permanent, Usage } from "../errors.ts";
import type { LoadReport, LoadRequest, UndoReport, Warehouse } from "../ports/warehouse.ts";
import type { Row } from "../transform/step.ts";
import { checkedKeys, incomingRows, mergeRows } from "./memory-rows.ts";

/** Tables as lists of rows: the warehouse's twin for tests and simulations. */
export interface MemoryWarehouse extends Warehouse {
  readonly tables: ReadonlyMap<string, readonly Row[]>;
}

/**
 * Artifacts are keys of the store. It keeps the load contract except for two things that rows in memory have no
 * notion of: columns have no types, so nothing drifts, and there is no SQL to query with. Each call is one step:
 * nobody ever sees half of it.
 */
export function memoryWarehouse(store: ReadonlyMap<string, readonly Row[]>): MemoryWarehouse {
  const tables = new Map<string, readonly Row[]>();
  const ledger: Entry[] = [];
  const find = (runId: string, table: string) =>
    ledger.find((entry) => entry.runId === runId && entry.table === table);

  return {
    name: "memory",
    reads: "paths",
    tables,
    async load(request, signal) {
      signal.throwIfAborted();
      const { runId, target } = request;
      const earlier = find(runId, target.table);
      if (earlier) return { ...earlier.report, repeated: true };
      const present = tables.get(target.table) ?? null;
      const change = write(request, incomingRows(request, store), present ?? []);
      ledger.push({ ...change, runId, table: target.table, mode: target.mode, old: present, undone: null });
      tables.set(target.table, change.rows);
      return change.report;
    },
    async undo(runId, target) {
      const entry = find(runId, target.table);
      if (!entry) throw notLoaded(runId, target.table);
      if (entry.undone) return entry.undone;
      refuseConflicts(entry, ledger);
      const { rows, report } = takeOut(entry, tables.get(target.table) ?? []);
      if (rows === null) tables.delete(target.table);
      else tables.set(target.table, rows);
      entry.undone = report;
      return report;
    },
    async query() {
      throw new Usage("query.unsupported", "the warehouse in memory knows no SQL", {
        next: "read its `tables`",
      });
    },
    async close() {},
  };
}

/** What one load did, and what taking it back needs. */
interface Change {
  /** The table afterwards. */
  readonly rows: readonly Row[];
  readonly report: LoadReport;
  /** Rows that a merge replaced. */
  readonly before: readonly Row[];
  /** Runs whose rows it changed or found unchanged. */
  readonly touched: ReadonlySet<unknown>;
}

interface Entry extends Omit<Change, "rows"> {
  readonly runId: string;
  readonly table: string;
  readonly mode: LoadRequest["target"]["mode"];
  /** The table before; null where there was none. */
  readonly old: readonly Row[] | null;
  undone: UndoReport | null;
}

function write(request: LoadRequest, incoming: readonly Row[], present: readonly Row[]): Change {
  const { target, superseded } = request;
  const got = incoming.length + superseded;
  const merged =
    target.mode === "merge"
      ? mergeRows(checkedKeys(incoming, target), present, target.key)
      : { rows: target.mode === "replace" ? incoming : [...present, ...incoming], before: [], matched: [] };
  const updated = merged.before.length;
  const unchanged = merged.matched.length - updated;
  const inserted = incoming.length - updated - unchanged;
  const rows = { got, inserted, updated, unchanged, superseded, discarded: 0 };
  return {
    rows: merged.rows,
    report: { rows, drift: [], repeated: false },
    before: merged.before,
    touched: new Set(merged.matched.map((row) => row._waybill_run_id)),
  };
}

function takeOut(
  { runId, mode, old, before }: Entry,
  present: readonly Row[],
): { readonly rows: readonly Row[] | null; readonly report: UndoReport } {
  if (mode === "replace") {
    return { rows: old, report: { removed: present.length, restored: old?.length ?? 0 } };
  }
  const others = present.filter((row) => row._waybill_run_id !== runId);
  const report = { removed: present.length - others.length, restored: before.length };
  return { rows: [...others, ...before], report };
}

function refuseConflicts(entry: Entry, ledger: readonly Entry[]): void {
  const { runId, table, mode } = entry;
  const later = ledger
    .slice(ledger.indexOf(entry) + 1)
    .filter((each) => each.table === table && !each.undone);
  const conflicts = later.filter(
    (each) => mode === "replace" || each.mode === "replace" || each.touched.has(runId),
  );
  if (conflicts.length === 0) return;
  const names = conflicts
    .map((each) => each.runId)
    .reverse()
    .join(", ");
  throw new Permanent("warehouse.undo-conflict", `run ${runId} cannot be taken out of \`${table}\``, {
    where: `run ${runId}, table ${table}`,
    why: `the same rows were loaded again, by ${names}`,
    next: `take these out first, newest first: ${names}`,
  });
}

const notLoaded = (runId: string, table: string): Permanent =>
  new Permanent("warehouse.not-loaded", `run ${runId} has loaded nothing into \`${table}\``, {
    where: `run ${runId}, table ${table}`,
  });
