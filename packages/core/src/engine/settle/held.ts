import type { Column } from "../../contract/column.ts";
import type { Written } from "../../ports/engine.ts";
import { type Connection, written } from "../database.ts";
import { UNIQUE } from "../rules/reason.ts";
import { type ReasonItem, reasonsSql } from "../rules/reasons-sql.ts";
import { identifiers, REASONS, text } from "../sql.ts";
import { COUNT, type Duplicates, keyText, sameKey } from "./duplicates.ts";

/** All rows that have a key of one of the duplicates, each with its reasons. */
export async function writeHeld(
  connection: Connection,
  relation: string,
  duplicates: readonly Duplicates[],
  columns: readonly Column[],
  own: readonly string[],
  path: string,
): Promise<Written> {
  const joins = duplicates.map(({ unique, table }) => `LEFT JOIN ${table} ON ${sameKey(unique, "r", table)}`);
  const isHeld = duplicates.map(({ table }) => `${table}.${COUNT} IS NOT NULL`);
  const reasons = duplicates.map(
    ({ unique, table }): ReasonItem => ({
      check: unique,
      when: `${table}.${COUNT} IS NOT NULL`,
      value: keyText(unique, table),
      closing: `concat(${text(`; ${UNIQUE}, and `)}, ${table}.${COUNT}, ' rows of the run have it')`,
    }),
  );
  const kept = own.length === 0 ? "r.*" : `r.* EXCLUDE (${identifiers(own)})`;
  const rows = await connection.copy(
    `SELECT ${kept}, ${reasonsSql(reasons, columns)} AS ${REASONS}
     FROM ${relation} AS r ${joins.join(" ")} WHERE ${isHeld.join(" OR ")}`,
    path,
  );
  return written(connection, path, rows);
}
