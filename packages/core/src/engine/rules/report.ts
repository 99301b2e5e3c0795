import type { CheckCount } from "@waybill/events";
import type { Column } from "../../contract/column.ts";
import type { Written } from "../../ports/engine.ts";
import type { Rules } from "../../quality/check.ts";
import { type Connection, written } from "../database.ts";
import { identifiers, parquet, REASONS } from "../sql.ts";
import { failsPlace, passes } from "./flag.ts";
import { columnsOf, flagBits, isReject, isSet, layout, ownColumns, type Place } from "./layout.ts";
import { reasonsSql, valueSql } from "./reasons-sql.ts";

export interface FlagReport {
  /** got = passed + quarantined; corrected ones are among the passed. */
  readonly rows: {
    readonly got: number;
    readonly passed: number;
    readonly quarantined: number;
    readonly corrected: number;
  };
  /** Of the checks that are decided row by row, in their order. */
  readonly checks: readonly CheckCount[];
  readonly quarantine: Written | null;
}

/**
 * Counts what `flagged` left in an artifact and writes the rows that are held back, with `_waybill_reasons`, where
 * there are any. Only the flag columns are read, and of the failing rows the rest.
 */
export async function reportFlags(
  connection: Connection,
  artifactPath: string,
  columns: readonly Column[],
  rules: Rules,
  out: { readonly quarantine: string },
): Promise<FlagReport> {
  const places = layout(rules);
  const artifact = parquet(artifactPath);
  const counts = await countFlags(connection, artifact, rules, places);
  const examples = await findExamples(
    connection,
    artifact,
    places.filter((_, i) => counts.failed[i] !== 0),
  );
  const { got, passed, corrected } = counts;
  return {
    rows: { got, passed, quarantined: got - passed, corrected },
    checks: places.map(({ check: { id, rule, column, severity } }, i) => ({
      id,
      rule,
      column,
      severity,
      failed: counts.failed[i] ?? 0,
      corrected: counts.corrections[i] ?? 0,
      example: examples.get(id) ?? null,
    })),
    quarantine:
      got === passed ? null : await writeQuarantine(connection, artifact, columns, rules, out.quarantine),
  };
}

interface Counts {
  readonly got: number;
  readonly passed: number;
  readonly corrected: number;
  /** By check. */
  readonly failed: readonly number[];
  readonly corrections: readonly number[];
}

/**
 * The flags are grouped first: there are few different ones, whatever the number of rows and checks. A CASE and no
 * FILTER, here and below: for each FILTER the engine holds the inputs of every aggregate, so that their cost is the
 * square of the number of checks (1,600 checks: 16 s and 0.2 s).
 */
async function countFlags(
  connection: Connection,
  artifact: string,
  rules: Rules,
  places: readonly Place[],
): Promise<Counts> {
  const own = ownColumns(rules);
  const groups = `SELECT ${[...own, "count(*) AS n"].join(", ")} FROM ${artifact}${own.length > 0 ? " GROUP BY ALL" : ""}`;
  const passed = passes(columnsOf(flagBits(places)));
  const corrected = places.flatMap(({ corrected }) => (corrected ? [corrected] : []));
  const anyCorrected = columnsOf(corrected).map((column) => `${column} <> 0`);
  const sum = (condition: string) => `coalesce(sum(CASE WHEN ${condition} THEN n END), 0)::BIGINT`;
  const [row] = await connection.values(
    `SELECT ${[
      sum("true"),
      sum(passed),
      anyCorrected.length === 0 ? "0" : sum(`${passed} AND (${anyCorrected.join(" OR ")})`),
      ...places.map((place) => sum(failsPlace(place))),
      ...corrected.map((bit) => sum(isSet(bit, bit.column))),
    ].join(", ")} FROM (${groups})`,
  );
  const numbers = (row ?? []).map(Number);
  return {
    got: numbers[0] ?? 0,
    passed: numbers[1] ?? 0,
    corrected: numbers[2] ?? 0,
    failed: numbers.slice(3, 3 + places.length),
    corrections: numbers.slice(3 + places.length),
  };
}

/** Of all failing values the smallest as text, so that the same rows always give the same example. */
async function findExamples(
  connection: Connection,
  artifact: string,
  failing: readonly Place[],
): Promise<Map<string, string>> {
  if (failing.length === 0) return new Map();
  const items = failing.map(
    (place) => `min(CASE WHEN ${failsPlace(place)} THEN ${valueSql(place.check)} END)`,
  );
  const any = columnsOf(failing.map(({ failed }) => failed)).map((column) => `${column} <> 0`);
  const [row] = await connection.values(
    `SELECT ${items.join(", ")} FROM ${artifact} WHERE ${any.join(" OR ")}`,
  );
  return new Map(
    failing.flatMap(({ check }, i) => {
      const value = row?.[i];
      return typeof value === "string" ? [[check.id, value] as const] : [];
    }),
  );
}

async function writeQuarantine(
  connection: Connection,
  artifact: string,
  columns: readonly Column[],
  rules: Rules,
  path: string,
): Promise<Written> {
  const rejects = layout(rules).filter(({ check }) => isReject(check));
  const reasons = reasonsSql(
    rejects.map((place) => ({ check: place.check, when: failsPlace(place) })),
    columns,
  );
  const flags = columnsOf(flagBits(rejects));
  const rows = await connection.copy(
    `SELECT * EXCLUDE (${identifiers(ownColumns(rules))}), ${reasons} AS ${REASONS}
     FROM ${artifact} WHERE NOT (${passes(flags)})`,
    path,
  );
  return written(connection, path, rows);
}
