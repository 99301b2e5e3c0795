import { type QueryResult, Transient, Usage } from "@waybill/core";
import type { Table } from "../data-api/rows.ts";
import { failedIn } from "../failure/failed.ts";
import type { Session } from "../session.ts";
import { asText, fromText, roundedColumns } from "./exact.ts";
import { readingStatement } from "./reading.ts";

/**
 * Runs twice where 64-bit integers are too large for a number: the second time they come as text.
 * Errors: `Usage` `query.not-one-statement`, `query.read-only`, `query.failed`.
 */
export async function query(session: Session, sql: string, limit: number | null): Promise<QueryResult> {
  const reading = readingStatement(sql, limit);
  const table = await run(session, reading);
  const rounded = roundedColumns(table);
  const rows =
    rounded.size === 0 ? table.rows : fromText(await run(session, asText(reading, table, rounded)), rounded);
  const more = limit !== null && rows.length > limit;
  return { columns: table.columns, rows: more ? rows.slice(0, limit) : rows, more };
}

async function run(session: Session, sql: string): Promise<Table> {
  const done = await session.wait(await session.api.execute({ purpose: "read", sql }));
  if (done.Status === "ABORTED") {
    throw new Transient("warehouse.unavailable", "Redshift stopped the query", {
      why: done.Error,
      next: "try again",
    });
  }
  if (done.Status !== "FINISHED") {
    throw new Usage("query.failed", failedIn(done).said, {
      next: "see what is there: waybill query \"select table_name from svv_tables where table_schema = 'public'\"",
    });
  }
  return done.HasResultSet ? session.lastResult(done) : { columns: [], rows: [] };
}
