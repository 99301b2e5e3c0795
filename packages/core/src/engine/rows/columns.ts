import type { Column } from "../../contract/column.ts";
import { type Codec, codecOf, describe, type Refuse, type Values, type Vector } from "../codec/index.ts";

/** Why rows cannot go on, by their number. A row keeps the first reason. */
export type Reasons = Map<number, string>;

export interface ColumnCodec {
  readonly name: string;
  readonly nullable: boolean;
  readonly codec: Codec;
}

export const columnCodecs = (columns: readonly Column[]): ColumnCodec[] =>
  columns.map(({ name, nullable, type }) => ({ name, nullable, codec: codecOf(type) }));

export const readValues = (
  { name, codec }: ColumnCodec,
  vector: Vector,
  n: number,
  reasons: Reasons,
): Values => codec.read(vector, n, because(reasons, "UnreadableValue", name, codec));

/** Writes the results' values of a column; `errors` says which of them are no results. */
export function writeValues(
  { name, nullable, codec }: ColumnCodec,
  vector: Vector,
  values: Values,
  errors: readonly (string | null)[],
  reasons: Reasons,
): void {
  for (let at = 0; !nullable && at < errors.length; at++) {
    const value = values[at];
    if ((value !== null && value !== undefined) || errors[at] !== null) continue;
    keepFirst(reasons, at, `MissingValue: ${name}: expected ${codec.expected}, got ${describe(value)}`);
  }
  codec.write(vector, values, errors.length, because(reasons, "WrongType", name, codec));
}

const because =
  (reasons: Reasons, kind: string, name: string, { expected }: Codec): Refuse =>
  (row, value, why) => {
    const reason = why === undefined ? "" : ` (${why})`;
    keepFirst(reasons, row, `${kind}: ${name}: expected ${expected}, got ${describe(value)}${reason}`);
  };

function keepFirst(reasons: Reasons, row: number, reason: string): void {
  if (!reasons.has(row)) reasons.set(row, reason);
}
