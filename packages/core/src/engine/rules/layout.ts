import { type Check, isRunWide, type Rules } from "../../quality/check.ts";
import { CORRECTED, FLAGS, NOTES } from "../sql.ts";

/** A bit in one of Waybill's own BIGINT columns. */
export interface Bit {
  readonly column: string;
  readonly bit: number;
}

/** Where an artifact says that a row fails a check, and that it failed before it was corrected. */
export interface Place {
  readonly check: Check;
  readonly failed: Bit;
  /** Null where the rules hold no corrections. */
  readonly corrected: Bit | null;
}

/** The sign of a BIGINT stays unused, so that a column is never negative. */
export const BITS = 63;

/** The checks that are decided row by row, in their order, each with its bits. */
export function layout(rules: Rules): readonly Place[] {
  const counts = { [FLAGS]: 0, [NOTES]: 0, [CORRECTED]: 0 };
  const next = (base: keyof typeof counts): Bit => bitOf(base, counts[base]++);
  return rules.checks
    .filter((check) => !isRunWide(check))
    .map((check) => ({
      check,
      failed: next(isReject(check) ? FLAGS : NOTES),
      corrected: rules.corrections.length > 0 ? next(CORRECTED) : null,
    }));
}

export const isReject = ({ severity }: Pick<Check, "severity">): boolean => severity === "reject";

export function bitOf(base: string, index: number): Bit {
  const number = Math.floor(index / BITS);
  return { column: number === 0 ? base : `${base}_${number + 1}`, bit: index % BITS };
}

/** The value of a bit, as an SQL literal: 2^62 is more than a JavaScript number holds. */
export const weight = ({ bit }: Bit): string => `${2n ** BigInt(bit)}::BIGINT`;

export const isSet = (place: Bit, column: string): string => `(${column} & ${weight(place)}) <> 0`;

export const columnsOf = (bits: readonly Bit[]): string[] => [...new Set(bits.map(({ column }) => column))];

export const flagBits = (places: readonly Place[]): Bit[] =>
  places.filter(({ check }) => isReject(check)).map(({ failed }) => failed);
export const noteBits = (places: readonly Place[]): Bit[] =>
  places.filter(({ check }) => !isReject(check)).map(({ failed }) => failed);
export const correctedBits = (places: readonly Place[]): Bit[] =>
  places.flatMap(({ corrected }) => (corrected ? [corrected] : []));

/** Every column that `flagged` adds, in its order. */
export function ownColumns(rules: Rules): string[] {
  const places = layout(rules);
  return columnsOf([...flagBits(places), ...noteBits(places), ...correctedBits(places)]);
}
