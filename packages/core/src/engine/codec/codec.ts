import { Nulls, type Vector } from "./vector.ts";

/** Told of a value that cannot be read or written; what stands in its place is NULL. */
export type Refuse = (row: number, value: unknown, why?: string) => void;

/** A column's values in their JavaScript form; null is NULL, and undefined is written as NULL. */
export type Values = ArrayLike<unknown>;

/** How the values of one type get out of the engine's vectors and into them. Vectors are flat. */
export interface Codec {
  /** What a value has to be; completes "expected …". */
  readonly expected: string;
  read(vector: Vector, n: number, refuse: Refuse): Values;
  /** The vector has room for `n` values. */
  write(vector: Vector, values: Values, n: number, refuse: Refuse): void;
}

/** Stores each value with `put`, in the form that `encode` gives it; undefined from `encode` refuses the value. */
export function storeEach<Stored>(
  values: Values,
  n: number,
  refuse: Refuse,
  encode: (value: unknown) => Stored | undefined,
  put: (row: number, stored: Stored) => void,
): Nulls {
  const nulls = new Nulls(n);
  for (let row = 0; row < n; row++) {
    const value = values[row];
    if (value === null || value === undefined) {
      nulls.add(row);
      continue;
    }
    const stored = encode(value);
    if (stored !== undefined) {
      put(row, stored);
      continue;
    }
    nulls.add(row);
    refuse(row, value);
  }
  return nulls;
}
