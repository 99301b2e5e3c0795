import type { DescribeStatementResponse } from "@aws-sdk/client-redshift-data";
import { type LoadReport, type LoadRequest, Permanent } from "@waybill/core";
import { rowsOf } from "../data-api/rows.ts";
import { isOver } from "../data-api/wait.ts";
import { lengthen } from "../drift/apply.ts";
import { explain } from "../failure/explain.ts";
import { mayPass } from "../failure/failed.ts";
import { entriesOf, type LedgerEntry } from "../ledger/entry.ts";
import { putSources } from "../rows/sources.ts";
import type { Session } from "../session.ts";
import type { RedshiftOptions } from "../settings.ts";
import { type TableName, tableNamed } from "../tables/name.ts";
import { fitOf, loadBatch } from "./batch.ts";
import { inspect } from "./inspect.ts";
import { latestTry, nameOf, tokenOf } from "./tries.ts";

/** How often one call, or one generation where events end statements, tries what may pass. */
const TRIES = 5;

/** Loads while the caller waits. */
export async function loadNow(
  session: Session,
  options: RedshiftOptions,
  request: LoadRequest,
  signal: AbortSignal,
): Promise<LoadReport> {
  const table = tableNamed(request.target.table);
  const latest = await latestTry(session, request, table);
  // Of an earlier call that did not wait to the end. What it has done, the ledger tells.
  if (latest) await session.wait(latest.id, signal);
  const first = (latest?.attempt ?? -1) + 1;
  for (let attempt = first; ; attempt++) {
    const begun = await begin(session, options, { request, table, attempt }, signal);
    if ("earlier" in begun) return reportOf(begun.earlier, true);
    const batch = await session.wait(begun.id, signal);
    if (batch.Status === "FINISHED") return reportOf(await entryOf(session, batch), false);
    if (attempt + 1 >= first + TRIES || !mayPass(batch))
      throw await explained(session, batch, request, table);
  }
}

/** Begins the load, or finds what has become of it since an earlier call. Null: not done yet. */
export async function loadByEvent(
  session: Session,
  options: RedshiftOptions,
  request: LoadRequest,
  signal: AbortSignal,
): Promise<LoadReport | null> {
  const table = tableNamed(request.target.table);
  let latest = await latestTry(session, request, table);
  if (!latest) {
    const begun = await begin(session, options, { request, table, attempt: 0 }, signal);
    if ("earlier" in begun) return reportOf(begun.earlier, true);
    latest = { id: begun.id, attempt: 0 };
  }
  const batch = await session.api.describe(latest.id);
  if (!isOver(batch)) return null;
  if (batch.Status === "FINISHED") return reportOf(await entryOf(session, batch), false);
  const attempt = latest.attempt + 1;
  if (attempt >= TRIES || !mayPass(batch)) throw await explained(session, batch, request, table);
  const begun = await begin(session, options, { request, table, attempt }, signal);
  return "earlier" in begun ? reportOf(begun.earlier, true) : null;
}

interface Attempt {
  readonly request: LoadRequest;
  readonly table: TableName;
  readonly attempt: number;
}

/** Sends the batch, unless an earlier one has committed. */
async function begin(
  session: Session,
  { staging, role, layout = {} }: RedshiftOptions,
  { request, table, attempt }: Attempt,
  signal: AbortSignal,
): Promise<{ readonly id: string } | { readonly earlier: LedgerEntry }> {
  signal.throwIfAborted();
  const { earlier, ...found } = await inspect(session, request, table, signal);
  if (earlier) return { earlier };
  const sources = await putSources(staging, request);
  const batch = { ...found, request, table, sources, role, layout, now: session.clock.now() };
  const fit = fitOf(batch);
  const statements = loadBatch(batch, fit);
  signal.throwIfAborted();
  if (request.target.mode !== "replace") {
    for (const change of lengthen(table, fit.changes)) {
      const changed = await session.wait(await session.api.execute(change), signal);
      if (changed.Status !== "FINISHED") throw await explained(session, changed, request, table);
    }
  }
  const id = await session.api.submit(statements, {
    name: nameOf(request, attempt),
    token: tokenOf(request, table, attempt),
    event: true,
  });
  return { id };
}

const explained = (
  session: Session,
  batch: DescribeStatementResponse,
  request: LoadRequest,
  table: TableName,
) =>
  explain(session, batch, {
    where: `run ${request.runId}, table ${table.label}`,
    table: table.label,
    key: request.target.key,
  });

async function entryOf(session: Session, batch: DescribeStatementResponse): Promise<LedgerEntry> {
  const [entry] = entriesOf(rowsOf(await session.lastResult(batch)));
  if (entry) return entry;
  throw new Permanent("warehouse.damaged", "a load was done, and the ledger has no entry of it", {
    where: `${session.name}, statement ${batch.Id}`,
    why: "somebody deleted from _waybill_ledger while the load was under way",
    next: "see whose rights on that table are too wide; then: waybill retry <run>",
  });
}

const reportOf = ({ rows, drift }: LedgerEntry, repeated: boolean): LoadReport => ({ rows, drift, repeated });
