import type { CheckCount } from "@waybill/events";
import type { SettleReport, SettleRequest, Written } from "../../ports/engine.ts";
import { columnsIn, flagsAmong } from "../artifact.ts";
import { type Connection, written } from "../database.ts";
import type { Instances } from "../instance/instances.ts";
import { passes } from "../rules/flag.ts";
import { isReject } from "../rules/layout.ts";
import { identifiers, OWN_PREFIX, PARTITION, parquet } from "../sql.ts";
import { type Duplicates, findDuplicates } from "./duplicates.ts";
import { writeHeld } from "./held.ts";
import { refuseUnsettleable, type Unique, uniquesOf } from "./unique.ts";
import { writeWinners } from "./winners.ts";

/**
 * Decides `unique` over all rows of a run that passed. Each check without `keep` looks at all of them; the one with
 * `keep` looks at those that remain once the others have held theirs back.
 */
export const settle = (instances: Instances, request: SettleRequest): Promise<SettleReport> =>
  instances.openly(request.signal, (connection) => settleRun(connection, request));

async function settleRun(
  connection: Connection,
  { plan, artifacts, out }: SettleRequest,
): Promise<SettleReport> {
  const uniques = uniquesOf(plan);
  if (artifacts.length === 0 || uniques.length === 0) return nothingFound(uniques);
  const columns = await columnsIn(connection, artifacts);
  refuseUnsettleable(uniques, columns);
  const passing = `(SELECT * FROM ${parquet(artifacts)} WHERE ${passes(flagsAmong(columns))})`;

  const found = new Map<Unique, Duplicates>();
  for (const [i, unique] of uniques.entries()) {
    if (unique.keep) continue;
    found.set(unique, await findDuplicates(connection, passing, unique, tableOf(i)));
  }
  const held = [...found.values()].filter(({ unique, keys }) => isReject(unique) && keys > 0);

  const keeper = uniques.find(({ keep }) => keep !== null);
  const remaining = without(passing, held);
  const kept =
    keeper && (await findDuplicates(connection, remaining, keeper, tableOf(uniques.indexOf(keeper))));
  if (kept) found.set(kept.unique, kept);

  const own = columns.filter((name) => name.startsWith(OWN_PREFIX) && name !== PARTITION);
  const quarantine =
    held.length > 0 ? await writeHeld(connection, passing, held, plan.columns, own, out.quarantine) : null;
  return {
    quarantined: quarantine?.rows ?? 0,
    superseded: kept ? kept.rows - kept.keys : 0,
    exclusions: await writeExclusions(connection, uniques, found, out.exclusions),
    winners: kept && kept.keys > 0 ? await writeWinners(connection, remaining, kept, out.winners) : null,
    quarantine,
    checks: uniques.map((unique) => countOf(unique, found.get(unique))),
  };
}

const tableOf = (index: number): string => `_waybill_keys_${index}`;

const without = (relation: string, held: readonly Duplicates[]): string =>
  held.reduce(
    (rest, { unique, table }) =>
      `(SELECT * FROM ${rest} AS r ANTI JOIN ${table} USING (${identifiers(unique.columns)}))`,
    relation,
  );

async function writeExclusions(
  connection: Connection,
  uniques: readonly Unique[],
  found: ReadonlyMap<Unique, Duplicates>,
  paths: readonly string[],
): Promise<(Written | null)[]> {
  const exclusions: (Written | null)[] = [];
  for (const [i, unique] of uniques.entries()) {
    const duplicates = found.get(unique);
    const path = paths[i];
    const excludes = duplicates && duplicates.keys > 0 && (isReject(unique) || unique.keep !== null);
    exclusions.push(excludes && path !== undefined ? await writeKeys(connection, duplicates, path) : null);
  }
  return exclusions;
}

async function writeKeys(
  connection: Connection,
  { unique, table }: Duplicates,
  path: string,
): Promise<Written> {
  const rows = await connection.copy(`SELECT ${identifiers(unique.columns)} FROM ${table}`, path);
  return written(connection, path, rows);
}

/** Rows that are superseded fail nothing. */
const countOf = (
  { id, rule, column, severity, keep }: Unique,
  found: Duplicates | undefined,
): CheckCount => ({
  id,
  rule,
  column,
  severity,
  failed: keep ? 0 : (found?.rows ?? 0),
  corrected: 0,
  example: keep ? null : (found?.example ?? null),
});

const nothingFound = (uniques: readonly Unique[]): SettleReport => ({
  quarantined: 0,
  superseded: 0,
  exclusions: uniques.map(() => null),
  winners: null,
  quarantine: null,
  checks: uniques.map((unique) => countOf(unique, undefined)),
});
