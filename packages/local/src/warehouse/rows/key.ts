import { Permanent } from "@waybill/core";
import { identifier, identifiers } from "@waybill/core/engine";
import type { Session } from "../session.ts";

/** The table's key columns that the rows are told apart by, and where they come from, for messages. */
export interface Keyed {
  readonly table: string;
  readonly key: readonly string[];
  /** A query of the rows to load. */
  readonly rows: string;
}

/** How many rows have the same key. A name that no key column has. */
const SAME = "_waybill_same_key";

/**
 * Refuses rows that a merge cannot tell apart; else says how many they are.
 * Errors: `Permanent` `warehouse.null-key`, `warehouse.duplicate-key`.
 */
export async function checkKeys({ connection }: Session, { table, key, rows }: Keyed): Promise<number> {
  const missing = key.map((column) => `${identifier(column)} IS NULL`).join(" OR ");
  const [found] = await connection.all<{ rows: bigint; keys: bigint; missing: bigint }>(
    `SELECT coalesce(sum(${SAME}), 0)::BIGINT AS rows, count(*) AS keys,
       coalesce(sum(${SAME}) FILTER (${missing}), 0)::BIGINT AS missing
     FROM (SELECT ${identifiers(key)}, count(*) AS ${SAME} FROM (${rows}) GROUP BY ALL)`,
  );
  const { rows: count, keys, missing: without } = found ?? { rows: 0n, keys: 0n, missing: 0n };
  if (without > 0n) throw nullKey(table, key, Number(without));
  if (keys < count) {
    throw duplicateKey({
      table,
      key,
      whose: "the run's rows",
      example: await duplicateIn(connection, key, rows),
    });
  }
  return Number(count);
}

/** The first key that these rows have more than once: `id = 7`. */
export async function duplicateIn(
  connection: Session["connection"],
  key: readonly string[],
  rows: string,
): Promise<string> {
  const shown = key.map((column) => `CAST(${identifier(column)} AS VARCHAR) AS ${identifier(column)}`);
  const [example] = await connection.all<Record<string, string>>(
    `SELECT ${shown.join(", ")} FROM (SELECT ${identifiers(key)} FROM (${rows})
     GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1)`,
  );
  return key.map((column) => `${column} = ${example?.[column]}`).join(", ");
}

export const duplicateKey = (found: {
  readonly table: string;
  readonly key: readonly string[];
  readonly whose: string;
  readonly example: string;
}): Permanent =>
  new Permanent(
    "warehouse.duplicate-key",
    `${found.whose} have the key ${found.example} more than once, so they cannot be merged into \`${found.table}\``,
    {
      where: `${found.table} (${found.key.join(", ")})`,
      why: "a merge writes one row a key",
      next:
        found.whose === "the run's rows"
          ? `add a check .unique() on ${found.key.join(", ")}, or say in it which row to keep`
          : `remove the rows of \`${found.table}\` that are there twice, or merge by another key`,
    },
  );

const nullKey = (table: string, key: readonly string[], rows: number): Permanent =>
  new Permanent("warehouse.null-key", `${rows} rows for \`${table}\` have no value in their key`, {
    where: `${table} (${key.join(", ")})`,
    why: "a row without a key equals no other, so each load would add it again",
    next: `add a check .notNull() on ${key.join(", ")}, or merge by another key`,
  });
