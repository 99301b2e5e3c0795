import { Permanent } from "@waybill/core";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { TableName } from "../tables/name.ts";

/**
 * Refuses to take a load out from under later ones. For a replace these are all later loads, since their rows would
 * go with the table; for the other modes a later replace, and those that changed its rows or found them unchanged.
 * Errors: `Permanent` `warehouse.undo-conflict`.
 */
export function refuseConflicts(undo: {
  readonly load: LedgerEntry;
  readonly later: readonly LedgerEntry[];
  readonly touching: readonly string[];
  readonly table: TableName;
}): void {
  const { load, later, touching, table } = undo;
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
  const newestFirst = later
    .map((entry) => entry.runId)
    .reverse()
    .join(", ");
  const replaced = mode === "replace" || later.some((entry) => entry.mode === "replace");
  const builds = later.length === 1 ? "a later run builds" : `${later.length} later runs build`;
  return new Permanent(
    "warehouse.undo-conflict",
    `run ${runId} cannot be taken out of \`${label}\`: ${builds} on it`,
    {
      where: `run ${runId}, table ${label}`,
      why: `${replaced ? "the table was replaced, and loaded since" : "the same rows were loaded again"}, by ${newestFirst}`,
      next: `take these out first, newest first: ${newestFirst}`,
    },
  );
}
