import type { Column } from "../../contract/column.ts";
import type { Correction, Rules } from "../../quality/check.ts";
import { identifier, identifiers } from "../sql.ts";
import { duckType } from "../types.ts";
import { fails, type RuleContext, unknownColumn } from "./expression.ts";
import {
  type Bit,
  columnsOf,
  correctedBits,
  flagBits,
  isSet,
  layout,
  noteBits,
  type Place,
  weight,
} from "./layout.ts";

export interface FlagContext extends RuleContext {
  /** Columns of the relation that are yielded too, though no contract knows them. */
  readonly passThrough?: readonly string[];
}

/** Columns in which a row that is held back has a bit. Empty: there is no check that holds rows back. */
export const flagColumns = (rules: Rules): readonly string[] => columnsOf(flagBits(layout(rules)));

/**
 * A SELECT over `relation` (what may stand in a FROM) that yields `columns`, corrected where a row fails a check, and
 *
 *   _waybill_flags      bits of the checks with severity `reject` that the row fails
 *   _waybill_notes      bits of the checks that warn or fail the run
 *   _waybill_corrected  bits of the checks it failed at first and passes once corrected
 *
 * all three only where there is such a check, and with `_2`, `_3` beyond 63 checks. The types of the columns stay as
 * they are: who writes Parquet projects them with `toParquet`.
 */
export function flagged(
  relation: string,
  columns: readonly Column[],
  rules: Rules,
  context: FlagContext,
): string {
  const places = layout(rules);
  const kept = [...columns.map(({ name }) => name), ...(context.passThrough ?? [])];
  return rules.corrections.length > 0 && places.length > 0
    ? flagTwice(relation, columns, rules, kept, context)
    : flagOnce(relation, columns, places, kept, context);
}

function flagOnce(
  relation: string,
  columns: readonly Column[],
  places: readonly Place[],
  kept: readonly string[],
  context: RuleContext,
): string {
  const failing = new Map(places.map(({ check, failed }) => [failed, fails(check, columns, context)]));
  const flags = flagSums(places, (bit) => failing.get(bit) ?? "false");
  return select([identifiers(kept), ...flags], relation);
}

/**
 * What each check said before the corrections is carried beside the row as booleans. Corrections apply in their order,
 * each to what the ones before it left. Rows that passed everything are neither corrected nor looked at again.
 */
function flagTwice(
  relation: string,
  columns: readonly Column[],
  rules: Rules,
  kept: readonly string[],
  context: RuleContext,
): string {
  const places = layout(rules);
  const failing = places.map(({ check }) => fails(check, columns, context));
  const before = places.map((_, i) => `_waybill_before_${i}`);
  const after = places.map((_, i) => `_waybill_after_${i}`);
  const indexOf = (bit: Bit) => places.findIndex(({ failed }) => failed === bit);

  const judged = select(
    [identifiers(kept), ...failing.map((sql, i) => `${isTrue(sql)} AS ${before[i]}`)],
    relation,
  );
  const marked = select(["*", `(${before.join(" OR ")}) AS _waybill_failed`], `(${judged})`);
  const corrected = rules.corrections.reduce(
    (query, correction) => correct(query, columns, correction),
    marked,
  );
  const judgedAgain = select(
    [
      "*",
      ...failing.map(
        (sql, i) => `CASE WHEN _waybill_failed THEN ${isTrue(sql)} ELSE false END AS ${after[i]}`,
      ),
    ],
    `(${corrected})`,
  );
  return select(
    [
      identifiers(kept),
      ...flagSums(places, (bit) => after[indexOf(bit)] ?? "false"),
      ...sums(correctedBits(places), (_, i) => `${before[i]} AND NOT ${after[i]}`),
    ],
    `(${judgedAgain})`,
  );
}

const isTrue = (sql: string): string => `coalesce(${sql}, false)`;

function correct(query: string, columns: readonly Column[], { column: name, sql }: Correction): string {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) throw unknownColumn(`the correction of ${name}`, name, columns);
  const kept = identifier(name);
  const value = `CAST((\n${sql}\n) AS ${duckType(column.type)})`;
  return select(
    [`* REPLACE (CASE WHEN _waybill_failed THEN ${value} ELSE ${kept} END AS ${kept})`],
    `(${query})`,
  );
}

const select = (items: readonly string[], relation: string): string =>
  `SELECT ${items.join(",\n  ")}\nFROM ${relation}`;

const flagSums = (places: readonly Place[], failing: (bit: Bit) => string): string[] => [
  ...sums(flagBits(places), failing),
  ...sums(noteBits(places), failing),
];

/** One BIGINT column for each 63 bits. */
function sums(bits: readonly Bit[], isOn: (bit: Bit, index: number) => string): string[] {
  return columnsOf(bits).map((column) => {
    const terms = bits.flatMap((bit, i) =>
      bit.column === column ? [`CASE WHEN ${isOn(bit, i)} THEN ${weight(bit)} ELSE 0::BIGINT END`] : [],
    );
    return `${terms.join(" + ")} AS ${column}`;
  });
}

/** A condition over an artifact's columns: the row passes every check that would hold it back. */
export const passes = (flags: readonly string[]): string =>
  flags.length === 0 ? "true" : flags.map((column) => `${column} = 0`).join(" AND ");

export const failsPlace = ({ failed }: Place): string => isSet(failed, failed.column);
