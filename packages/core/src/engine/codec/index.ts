import type { ColumnType } from "../../contract/column.ts";
import { Permanent } from "../../errors.ts";
import type { Codec, Refuse, Values } from "./codec.ts";
import { decimal } from "./decimal.ts";
import { describe } from "./describe.ts";
import { boolean, double, float32, int32 } from "./fixed.ts";
import { int, int64 } from "./integers.ts";
import { bytes, json, text } from "./strings.ts";
import { date, instantDate, instantText, time, timestamp } from "./temporal.ts";
import { uuid } from "./uuid.ts";
import type { Vector } from "./vector.ts";
import { vectorType } from "./vector-type.ts";

export type { Codec, Refuse, Values, Vector };
export { describe, vectorType };

const CODECS = {
  int32,
  int,
  int64,
  double,
  float32,
  boolean,
  text,
  uuid,
  date,
  time,
  timestamp,
  json,
  bytes,
};

/** How the values of a type get between the engine's vectors and JavaScript. */
export function codecOf(type: ColumnType): Codec {
  if (type.kind === "decimal") return decimal(type.precision, type.scale);
  if (type.kind === "timestamptz") return type.js === "date" ? instantDate : instantText;
  return CODECS[type.kind];
}

/**
 * The first `n` values of a flat vector of this type, in their JavaScript form. They are copies: the vector may go.
 * `refuse` is told of what has no such form (a 64-bit integer beyond 2^53 in a column of `int`); by default it throws
 * `Permanent` `column.unreadable`.
 */
export function readColumn(
  vector: Vector,
  n: number,
  type: ColumnType,
  refuse: Refuse = unreadable(type),
): Values {
  return n === 0 ? [] : codecOf(type).read(vector, n, refuse);
}

/**
 * Writes `n` values to a vector of this type that has room for them: null and undefined as NULL. `refuse` is told of
 * what is no such value; by default it throws `Permanent` `column.wrong-type`.
 */
export function writeColumn(
  vector: Vector,
  values: Values,
  n: number,
  type: ColumnType,
  refuse: Refuse = wrongType(type),
): void {
  if (n > 0) codecOf(type).write(vector, values, n, refuse);
}

const unreadable =
  (type: ColumnType): Refuse =>
  (row, value, why) => {
    throw new Permanent("column.unreadable", `${describe(value)} is not ${codecOf(type).expected}`, {
      where: `row ${row + 1} of the batch`,
      why,
      next: "declare another type for the column",
    });
  };

const wrongType =
  (type: ColumnType): Refuse =>
  (row, value, why) => {
    throw new Permanent("column.wrong-type", `expected ${codecOf(type).expected}, got ${describe(value)}`, {
      where: `row ${row + 1} of the batch`,
      why,
      next: "return a value of the column's type",
    });
  };
