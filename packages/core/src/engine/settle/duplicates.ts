import type { Connection } from "../database.ts";
import { identifier, identifiers } from "../sql.ts";
import type { Unique } from "./unique.ts";

/** The keys that more than one row has, in a temporary table. */
export interface Duplicates {
  readonly unique: Unique;
  readonly table: string;
  readonly keys: number;
  /** Rows that have one of these keys. */
  readonly rows: number;
  /** The smallest key, as text. */
  readonly example: string | null;
}

/** How many rows a key has. */
export const COUNT = "_waybill_rows";
/** The highest value of the column that `keep` names. */
export const BEST = "_waybill_best";

/** A row of which any part of the key is NULL has no key. */
export async function findDuplicates(
  connection: Connection,
  relation: string,
  unique: Unique,
  table: string,
): Promise<Duplicates> {
  const key = identifiers(unique.columns);
  const best = unique.keep ? `, max(${identifier(unique.keep.latest)}) AS ${BEST}` : "";
  const isKey = unique.columns.map((name) => `${identifier(name)} IS NOT NULL`).join(" AND ");
  await connection.run(
    `CREATE TEMP TABLE ${table} AS SELECT ${key}, count(*) AS ${COUNT}${best}
     FROM ${relation} WHERE ${isKey} GROUP BY ${key} HAVING count(*) > 1`,
  );
  const [row] = await connection.values(
    `SELECT count(*), coalesce(sum(${COUNT}), 0)::BIGINT, min(${keyText(unique)}) FROM ${table}`,
  );
  return {
    unique,
    table,
    keys: Number(row?.[0]),
    rows: Number(row?.[1]),
    example: typeof row?.[2] === "string" ? row[2] : null,
  };
}

/** The key as text: `5`, or `2024-01-01, A`. */
export const keyText = ({ columns }: Unique, table?: string): string => {
  const prefix = table === undefined ? "" : `${table}.`;
  return `concat_ws(', ', ${columns.map((name) => `CAST(${prefix}${identifier(name)} AS VARCHAR)`).join(", ")})`;
};

export const sameKey = ({ columns }: Unique, left: string, right: string): string =>
  columns.map((name) => `${left}.${identifier(name)} = ${right}.${identifier(name)}`).join(" AND ");
