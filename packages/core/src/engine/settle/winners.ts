import { Permanent } from "../../errors.ts";
import type { Written } from "../../ports/engine.ts";
import { columnsIn } from "../artifact.ts";
import { type Connection, written } from "../database.ts";
import { identifier, identifiers, parquet } from "../sql.ts";
import { BEST, type Duplicates, sameKey } from "./duplicates.ts";

const TIES = "_waybill_ties";
const WINNERS = "_waybill_winners";
const HASH = "_waybill_hash";

/**
 * Of each key the row with the highest value. The highest value was found with the keys, so one join finds the rows,
 * and nothing has to hold all of them at once. A NULL loses to any value.
 */
export async function writeWinners(
  connection: Connection,
  relation: string,
  { unique, table, keys }: Duplicates,
  path: string,
): Promise<Written> {
  const latest = identifier(unique.keep?.latest ?? "");
  const candidates = `SELECT r.* FROM ${relation} AS r JOIN ${table} AS k
    ON ${sameKey(unique, "r", "k")} AND r.${latest} IS NOT DISTINCT FROM k.${BEST}`;
  let rows = await connection.copy(candidates, path);
  if (rows > keys) rows = await breakTies(connection, unique.columns, path);
  if (rows !== keys) throw unbroken(unique.id, rows, keys);
  return written(connection, path, rows);
}

/** Rows alike in key and value: the one whose content has the highest hash, which is the same in every attempt. */
async function breakTies(connection: Connection, columns: readonly string[], path: string): Promise<number> {
  const key = identifiers(columns);
  const file = parquet(path);
  const hash = `hash(${identifiers(await columnsIn(connection, [path]))})`;
  await connection.run(
    `CREATE TEMP TABLE ${TIES} AS SELECT ${key}, max(${hash}) AS ${HASH} FROM ${file} GROUP BY ${key} HAVING count(*) > 1`,
  );
  await connection.run(
    `CREATE TEMP TABLE ${WINNERS} AS
     SELECT f.* FROM ${file} AS f ANTI JOIN ${TIES} AS t USING (${key})
     UNION ALL
     SELECT DISTINCT h.* EXCLUDE (${HASH}) FROM (SELECT *, ${hash} AS ${HASH} FROM ${file}) AS h JOIN ${TIES} AS t USING (${key}, ${HASH})`,
  );
  return connection.copy(`SELECT * FROM ${WINNERS}`, path);
}

const unbroken = (id: string, rows: number, keys: number): Permanent =>
  new Permanent("engine.tie", `${id} found ${rows} latest rows for ${keys} keys`, {
    where: id,
    why: "different rows of one key are alike in the value that decides and in their hash",
    next: "this is a mistake in Waybill: please report it",
  });
