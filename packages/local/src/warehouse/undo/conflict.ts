import { Permanent } from "@waybill/core";
import { type LedgerEntry, standingAfter } from "../ledger/entry.ts";
import { touchedBy } from "../ledger/touched.ts";
import type { Session } from "../session.ts";
import type { TableName } from "../tables/name.ts";

/**
 * Refuses to take a load out from under later ones. For a replace these are all later loads, since their rows would
 * go with the table; for the other modes a later replace, and those that changed its rows or found them unchanged.
 * Errors: `Permanent` `warehouse.undo-conflict`.
 */
export async function refuseConflicts(session: Session, load: LedgerEntry, table: TableName): Promise<void> {
  const later = await standingAfter(session, load, table);
  const touching = await touchedBy(session, load, table);
  const conflicts = later.filter(
    ({ runId, mode }) => load.mode === "replace" || mode === "replace" || touching.includes(runId),
  );
  if (conflicts.length > 0) throw conflict(load, conflicts, table);
}

function conflict(
  { runId, mode }: LedgerEntry,
  later: readonly LedgerEntry[],
  { label }: TableName,
): Permanent {
  const newestFirst = later.map((entry) => entry.runId).reverse();
  const replaced = mode === "replace" || later.some((entry) => entry.mode === "replace");
  return new Permanent(
    "warehouse.undo-conflict",
    `run ${runId} cannot be taken out of \`${label}\`: ${newestFirst.length === 1 ? "a later run builds" : `${newestFirst.length} later runs build`} on it`,
    {
      where: `run ${runId}, table ${label}`,
      why: `${replaced ? "the table was replaced, and loaded since" : "the same rows were loaded again"}, by ${newestFirst.join(", ")}`,
      next: `take these out first, newest first: ${newestFirst.join(", ")}`,
    },
  );
}
