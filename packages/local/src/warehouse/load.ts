import { type LoadReport, type LoadRequest, Permanent } from "@waybill/core";
import { checkBooks } from "./books.ts";
import { applyChanges, missingOwnColumns } from "./drift/apply.ts";
import { compare, newTable } from "./drift/compare.ts";
import type { Fit } from "./drift/fit.ts";
import { findLoad } from "./ledger/entry.ts";
import { prepareLedger } from "./ledger/prepare.ts";
import { openEntry, tellCounts } from "./ledger/write.ts";
import { append } from "./modes/append.ts";
import type { Loading, Written } from "./modes/loading.ts";
import { merge } from "./modes/merge.ts";
import { replace } from "./modes/replace.ts";
import { countRows } from "./rows/count.ts";
import { incomingRows } from "./rows/incoming.ts";
import { shapedRows } from "./rows/shaped.ts";
import { inTransaction, type Session } from "./session.ts";
import {
  columnsOf,
  createSchema,
  createTable,
  OWN_COLUMNS,
  sameName,
  type TableColumn,
} from "./tables/catalog.ts";
import { type TableName, tableNamed } from "./tables/name.ts";
import { expireUndo } from "./undo/expire.ts";

/** One load in one transaction: the ledger's row, the table, the rows, and what is needed to take them back. */
export async function load(session: Session, request: LoadRequest, now: number): Promise<LoadReport> {
  const table = tableNamed(request.target.table, session.catalog);
  return inTransaction(session, async () => {
    await prepareLedger(session);
    const earlier = await findLoad(session, request.runId, table);
    if (earlier) return { rows: earlier.rows, drift: earlier.drift, repeated: true };
    await openEntry(session, request, table, now);
    await expireUndo(session, table, { now, except: request.runId });
    const report = await loadRows(session, request, table);
    checkBooks(report.rows, table.label, request.runId);
    await tellCounts(session, request.runId, table, report);
    return { ...report, repeated: false };
  });
}

async function loadRows(
  session: Session,
  request: LoadRequest,
  table: TableName,
): Promise<Pick<LoadReport, "rows" | "drift">> {
  const { runId, target, superseded } = request;
  await createSchema(session, table);
  const existing = await columnsOf(session, table);
  const fit = fitOf(existing, request, table);
  const key = keyOf(fit, request, table);
  const incoming = incomingRows(request);
  const { got, discarded } = await countRows(session, incoming, fit);
  const loading = { session, runId, table, fit, key, rows: shapedRows(incoming, fit, runId) };
  const written = existing
    ? await writeInto(existing, loading, target.mode)
    : await writeFirst(loading, target.mode);
  return { rows: { got: got + superseded, ...written, superseded, discarded }, drift: fit.drift };
}

function fitOf(
  existing: readonly TableColumn[] | null,
  { columns, target }: LoadRequest,
  table: TableName,
): Fit {
  const situation = { table: table.label, policy: target.drift, mode: target.mode };
  return existing ? compare(existing, columns, situation) : newTable(columns, situation);
}

async function writeFirst(loading: Loading, mode: LoadRequest["target"]["mode"]): Promise<Written> {
  await createTable(loading.session, loading.table, [...loading.fit.columns, ...OWN_COLUMNS]);
  return mode === "merge" ? merge(loading) : append(loading);
}

async function writeInto(
  existing: readonly TableColumn[],
  loading: Loading,
  mode: LoadRequest["target"]["mode"],
): Promise<Written> {
  if (mode === "replace") return replace(loading);
  const { session, table, fit } = loading;
  await applyChanges(session, table, [...fit.changes, ...missingOwnColumns(existing)]);
  return mode === "merge" ? merge(loading) : append(loading);
}

/** The key in the table's spelling. */
function keyOf({ assigned, columns }: Fit, { target }: LoadRequest, { label }: TableName): readonly string[] {
  if (target.mode !== "merge") return [];
  if (target.key.length === 0) throw noKey(label, "the load names no key");
  if (columns.some(({ name }) => sameName(name, "rowid"))) throw hasRowid(label);
  return target.key.map((name) => {
    const column = assigned.find(({ from }) => from === name)?.column;
    if (column === undefined) throw noKey(label, `no column \`${name}\` of the pipeline goes into the table`);
    return column;
  });
}

const hasRowid = (table: string): Permanent =>
  new Permanent("warehouse.column-name", `rows with a column \`rowid\` cannot be merged into \`${table}\``, {
    where: `${table}.rowid`,
    why: "that is the engine's own name for a row's place, by which a merge finds the rows to replace",
    next: "give the column another name in the pipeline's last step",
  });

const noKey = (table: string, why: string): Permanent =>
  new Permanent("warehouse.key", `rows cannot be merged into \`${table}\` without their key`, {
    where: table,
    why,
    next: "name columns of the last step in the load's `key`",
  });
