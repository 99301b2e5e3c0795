import { notLoaded } from "../ledger/entry.ts";
import { FITS, LOADING } from "../rows/shape.ts";
import { failWhere, type Statement, statement } from "../sql/statement.ts";
import { equal, identifier, identifiers, PARTITION, RUN_ID, sameName, text } from "../sql/words.ts";
import { TOUCHED } from "../tables/name.ts";
import { keepBeforeImages } from "../undo/before-images.ts";
import { append } from "./append.ts";
import { insertRows, type Loading, rowsOfRun, type Written } from "./loading.ts";

/** The keys that both the rows and the table have; whose row it was, and whether any other value differs. */
const MATCHES = "_waybill_matches";
const CHANGED = "_waybill_changed";

/**
 * Writes the rows by key: new ones are inserted, changed ones updated, equal ones stay untouched with the run that
 * wrote them. Not by MERGE, which tells neither what it changed nor what was there before.
 */
export function merge(loading: Loading): Written {
  if (loading.existing === null) {
    const { statements, counts } = append(loading);
    return { statements: [...checkKeys(loading), ...statements], counts };
  }
  const updated = `(SELECT COUNT(*) FROM ${MATCHES} WHERE ${CHANGED})`;
  const isNew = `NOT EXISTS (SELECT 1 FROM ${MATCHES} WHERE ${equal(MATCHES, LOADING, loading.key)})`;
  return {
    statements: [
      ...checkKeys(loading),
      findMatches(loading),
      checkTableKey(loading),
      recordTouched(loading),
      ...keepBeforeImages(loading, { matches: MATCHES, changed: CHANGED }),
      updateChanged(loading),
      insertRows(loading, isNew),
    ],
    counts: {
      inserted: `${rowsOfRun(loading)} - ${updated}`,
      updated,
      unchanged: `(SELECT COUNT(*) FROM ${MATCHES} WHERE NOT ${CHANGED})`,
    },
  };
}

function checkKeys({ key }: Loading): readonly Statement[] {
  const missing = key.map((column) => `${identifier(column)} IS NULL`).join(" OR ");
  return [
    failWhere("check-null-key", {
      condition: "COUNT(*) > 0",
      shown: "CAST(COUNT(*) AS VARCHAR) || ' rows'",
      from: `${LOADING} WHERE ${FITS} AND (${missing})`,
    }),
    failWhere("check-duplicate-key", twiceIn(LOADING, key, FITS)),
  ];
}

// The rows to load have each key once, so the table must have one of them twice.
const checkTableKey = ({ key }: Loading): Statement => failWhere("check-table-key", twiceIn(MATCHES, key));

function twiceIn(table: string, key: readonly string[], condition = "") {
  const shown = key.map((column) => `'${named(column)} = ' || CAST(${identifier(column)} AS VARCHAR(200))`);
  return {
    condition: "COUNT(*) > 0",
    shown: "MIN(example)",
    from:
      `(SELECT ${shown.join(" || ', ' || ")} AS example FROM ${table}${condition && ` WHERE ${condition}`} ` +
      `GROUP BY ${identifiers(key)} HAVING COUNT(*) > 1) AS twice`,
  };
}

const named = (column: string): string => text(column).slice(1, -1);

function findMatches(loading: Loading): Statement {
  const { table, key } = loading;
  const differs = othersOf(loading).map(({ column }) => differ(identifier(column.name), column.type));
  const changed = differs.length === 0 ? "FALSE" : `(${differs.join(" OR ")})`;
  const keys = key.map((column) => `${LOADING}.${identifier(column)}`).join(", ");
  return statement(
    "shape",
    `CREATE TEMP TABLE ${MATCHES} AS SELECT ${keys}, present.${RUN_ID}, ${changed} AS ${CHANGED}
     FROM ${LOADING} JOIN ${table.sql} AS present ON ${equal(LOADING, "present", key)} WHERE ${FITS}`,
  );
}

/** What is written apart from the key, by which the rows are the same. */
const othersOf = ({ fit, key }: Loading) =>
  fit.assigned.filter(({ column }) => !key.some((name) => sameName(name, column.name)));

// Redshift knows no IS DISTINCT FROM. The comparison comes last, where neither is NULL: so it is never NULL itself.
function differ(column: string, type: string): string {
  const [old, given] = [`present.${column}`, `${LOADING}.${column}`];
  const [a, b] = type === "SUPER" ? [`JSON_SERIALIZE(${old})`, `JSON_SERIALIZE(${given})`] : [old, given];
  return (
    `CASE WHEN ${old} IS NULL THEN ${given} IS NOT NULL ` +
    `WHEN ${given} IS NULL THEN TRUE ELSE ${a} <> ${b} END`
  );
}

const recordTouched = ({ runId, table }: Loading): Statement =>
  statement(
    "undo",
    `INSERT INTO ${TOUCHED} (run_id, table_name, earlier_run)
     SELECT DISTINCT ${text(runId)}, ${text(table.key)}, ${RUN_ID}
     FROM ${MATCHES} WHERE ${RUN_ID} IS NOT NULL AND ${notLoaded(runId, table)}`,
  );

function updateChanged(loading: Loading): Statement {
  const { runId, table, key } = loading;
  const sets = [
    ...othersOf(loading).map(
      ({ column: { name } }) => `${identifier(name)} = ${LOADING}.${identifier(name)}`,
    ),
    `${RUN_ID} = ${text(runId)}`,
    `${PARTITION} = ${LOADING}.${PARTITION}`,
  ];
  const conditions = [
    equal(LOADING, identifier(table.name), key),
    equal(MATCHES, LOADING, key),
    FITS,
    CHANGED,
    notLoaded(runId, table),
  ];
  return statement(
    "write",
    `UPDATE ${table.sql} SET ${sets.join(", ")} FROM ${LOADING}, ${MATCHES} WHERE ${conditions.join(" AND ")}`,
  );
}
