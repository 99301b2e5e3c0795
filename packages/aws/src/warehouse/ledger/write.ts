import type { LoadRequest } from "@waybill/core";
import type { Fit } from "../drift/fit.ts";
import type { Counts } from "../modes/loading.ts";
import { failWhere, type Statement, statement } from "../sql/statement.ts";
import { text, timestamp } from "../sql/words.ts";
import { LEDGER, type TableName } from "../tables/name.ts";
import { notLoaded, ofLoad } from "./entry.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Entry {
  readonly request: Pick<LoadRequest, "runId" | "generation" | "pipeline" | "target" | "superseded">;
  readonly table: TableName;
  readonly drift: Fit["drift"];
  readonly counts: Counts;
  readonly now: number;
}

/** The last write of a load. */
export function writeEntry({ request, table, drift, counts, now }: Entry): Statement {
  const { runId, generation, pipeline, target, superseded } = request;
  return statement(
    "ledger",
    `INSERT INTO ${LEDGER} (run_id, table_name, generation, pipeline, mode, sequence, loaded_at, undo_until,
      got, inserted, updated, unchanged, superseded, discarded, drift, expired)
     SELECT ${text(runId)}, ${text(table.key)}, ${generation}, ${text(pipeline)}, ${text(target.mode)},
      (SELECT COALESCE(MAX(sequence), 0) + 1 FROM ${LEDGER}), ${timestamp(now)},
      ${timestamp(now + target.undoDays * DAY_MS)}, ${counts.got} + ${superseded}, ${counts.inserted},
      ${counts.updated}, ${counts.unchanged}, ${superseded}, ${counts.discarded},
      ${text(JSON.stringify(drift))}, FALSE
     WHERE ${notLoaded(runId, table)}`,
  );
}

/** Rows are accounted for like money: a load whose books do not balance is taken back. */
export const checkBooks = (runId: string, table: TableName): Statement =>
  failWhere("check-books", {
    condition: "MAX(got) <> MAX(inserted + updated + unchanged + superseded + discarded)",
    shown:
      "CAST(MAX(got) AS VARCHAR) || ' came in; inserted, updated, unchanged, superseded, discarded: ' || CAST(MAX(inserted) AS VARCHAR) || ', ' || " +
      "CAST(MAX(updated) AS VARCHAR) || ', ' || CAST(MAX(unchanged) AS VARCHAR) || ', ' || CAST(MAX(superseded) AS VARCHAR) || ', ' || CAST(MAX(discarded) AS VARCHAR)",
    from: `${LEDGER} WHERE ${ofLoad(runId, table)}`,
  });

/** DDL knows no WHERE, so a load with some that has committed already fails here, before it. */
export const checkNotLoaded = (runId: string, table: TableName): Statement =>
  failWhere("check-not-loaded", {
    condition: "COUNT(*) > 0",
    shown: "CAST(COUNT(*) AS VARCHAR) || ' times in the ledger'",
    from: `${LEDGER} WHERE ${ofLoad(runId, table)}`,
  });
