import { type Codec, type Refuse, storeEach, type Values } from "./codec.ts";
import { withNulls } from "./fixed.ts";
import { copyOut, isNull, type Vector, validityOf } from "./vector.ts";
import { Words } from "./words.ts";

/** Reads 64-bit integers, each in the form that `decode` gives it; undefined from it refuses the value. */
export function readWords(
  vector: Vector,
  n: number,
  refuse: Refuse,
  decode: (words: Words, row: number) => unknown,
): Values {
  const words = new Words(copyOut(vector, n * 8));
  const validity = validityOf(vector, n);
  const values = new Array<unknown>(n);
  for (let row = 0; row < n; row++) {
    const value = isNull(validity, row) ? null : decode(words, row);
    if (value === undefined) refuse(row, words.bigint(row));
    values[row] = value ?? null;
  }
  return values;
}

/** Writes 64-bit integers, each in the form that `encode` gives it; undefined from it refuses the value. */
export function writeWords(
  vector: Vector,
  values: Values,
  n: number,
  refuse: Refuse,
  encode: (value: unknown) => number | bigint | undefined,
): void {
  const words = new Words(n);
  const nulls = storeEach(values, n, refuse, encode, (row, stored) => words.set(row, stored));
  words.writeTo(vector);
  nulls.writeTo(vector);
}

const safe = (words: Words, row: number): number | undefined => {
  const value = words.number(row);
  return Number.isSafeInteger(value) ? value : undefined;
};

/** 64 bits in the engine, a number in JavaScript: what a number cannot hold exactly is refused, never rounded. */
export const int: Codec = {
  expected: "a whole number up to 2^53 - 1 (a column of int64 holds more)",
  read: (vector, n, refuse) => readWords(vector, n, refuse, safe),
  write: (vector, values, n, refuse) =>
    writeWords(vector, values, n, refuse, (value) =>
      typeof value === "number" && Number.isSafeInteger(value) ? value : undefined,
    ),
};

export const int64: Codec = {
  expected: "a bigint of at most 64 bits, such as 12n",
  read: (vector, n) => withNulls(vector, new BigInt64Array(copyOut(vector, n * 8))),
  write: (vector, values, n, refuse) =>
    writeWords(vector, values, n, refuse, (value) =>
      typeof value === "bigint" && BigInt.asIntN(64, value) === value ? value : undefined,
    ),
};
