import { identifier, identifiers } from "@waybill/core/engine";
import { recordTouched } from "../ledger/touched.ts";
import { checkKeys, duplicateIn, duplicateKey } from "../rows/key.ts";
import { equal } from "../sql.ts";
import { keepBeforeImages } from "../undo/before-images.ts";
import { append } from "./append.ts";
import { insertRemaining } from "./insert-remaining.ts";
import type { Loading, Written } from "./loading.ts";

/**
 * Writes the rows by key: new ones are inserted, changed ones take the old one's place, equal ones stay untouched with
 * the run that wrote them. Changed rows are deleted and inserted again, because the engine's own MERGE and UPDATE hold
 * every changed row in memory at once.
 */
export async function merge(loading: Loading): Promise<Written> {
  const { session, table, key, rows, runId } = loading;
  const count = await checkKeys(session, { table: table.label, key, rows });
  const known = await countKnown(loading);
  if (known === 0) return append(loading);

  await matchRows(loading);
  const { matched, changed } = await countMatches(loading);
  // The rows to load have each key once, so the table must have one of them twice.
  if (matched > known) throw await tableHasDuplicates(loading);
  await recordTouched(session, runId, table, MATCHED);
  if (changed > 0) {
    await keepBeforeImages(session, { table, runId, rows: CHANGED });
    await session.connection.run(`DELETE FROM ${table.sql} WHERE rowid IN (${CHANGED})`);
  }
  const unchanged = matched - changed;
  const written = unchanged === count ? 0 : await insertRemaining(loading, changed > 0);
  await session.connection.run("DROP TABLE _waybill_matches");
  return { inserted: written - changed, updated: changed, unchanged };
}

const MATCHED = "SELECT row FROM _waybill_matches";
const CHANGED = "SELECT row FROM _waybill_matches WHERE changed";

/** Rows to load whose key the table has. */
async function countKnown({ session: { connection }, table, key, rows }: Loading): Promise<number> {
  const [row] = await connection.all<{ known: bigint }>(
    `SELECT count(*) AS known FROM (SELECT ${identifiers(key)} FROM (${rows})) AS loading
     SEMI JOIN ${table.sql} AS present ON ${equal("loading", "present", key)}`,
  );
  return Number(row?.known ?? 0n);
}

/** The table's rows that have a key of the rows to load, and whether any other value differs. */
async function matchRows({ session: { connection }, table, fit, key, rows }: Loading): Promise<void> {
  const differs = fit.assigned
    .map(({ column }) => identifier(column))
    .filter((column) => !key.map(identifier).includes(column))
    .map((column) => `present.${column} IS DISTINCT FROM loading.${column}`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE _waybill_matches AS
     SELECT present.rowid AS row, ${differs.length === 0 ? "false" : differs.join(" OR ")} AS changed
     FROM (${rows}) AS loading JOIN ${table.sql} AS present ON ${equal("loading", "present", key)}`,
  );
}

async function countMatches({
  session: { connection },
}: Loading): Promise<{ matched: number; changed: number }> {
  const [row] = await connection.all<{ matched: bigint; changed: bigint }>(
    "SELECT count(*) AS matched, count(*) FILTER (changed) AS changed FROM _waybill_matches",
  );
  return { matched: Number(row?.matched ?? 0n), changed: Number(row?.changed ?? 0n) };
}

async function tableHasDuplicates({ session: { connection }, table, key }: Loading) {
  const matched = `SELECT ${identifiers(key)} FROM ${table.sql} WHERE rowid IN (${MATCHED})`;
  const example = await duplicateIn(connection, key, matched);
  return duplicateKey({ table: table.label, key, whose: `the rows of \`${table.label}\``, example });
}
