import { type Codec, storeEach, type Values } from "./codec.ts";
import { copyIn, copyOut, isNull, type Vector, validityOf } from "./vector.ts";

type Numbers =
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;
type NumbersOf<A extends Numbers> = {
  new (of: ArrayBuffer): A;
  new (of: number): A;
  readonly BYTES_PER_ELEMENT: number;
};

interface FixedType<A extends Numbers> {
  readonly expected: string;
  readonly array: NumbersOf<A>;
  readonly encode: (value: unknown) => number | undefined;
}

/** A type whose stored form is a number. */
function fixed<A extends Numbers>({ expected, array: NumberArray, encode }: FixedType<A>): Codec {
  return {
    expected,
    read: (vector, n) =>
      withNulls(vector, new NumberArray(copyOut(vector, n * NumberArray.BYTES_PER_ELEMENT))),
    write(vector, values, n, refuse) {
      const items = new NumberArray(n);
      const nulls = storeEach(values, n, refuse, encode, (row, number) => {
        items[row] = number;
      });
      copyIn(vector, items);
      nulls.writeTo(vector);
    },
  };
}

/** The typed array itself where there is no NULL in it. */
export function withNulls(vector: Vector, items: Numbers | BigInt64Array): Values {
  const validity = validityOf(vector, items.length);
  if (validity === null) return items;
  const values = new Array<number | bigint | null>(items.length);
  for (let row = 0; row < values.length; row++)
    values[row] = isNull(validity, row) ? null : (items[row] ?? null);
  return values;
}

const finite = (value: unknown): value is number => Number.isFinite(value);

export const int32 = fixed({
  expected: "a whole number from -2147483648 to 2147483647",
  array: Int32Array,
  encode: (value) => (typeof value === "number" && (value | 0) === value ? value : undefined),
});

export const double = fixed({
  expected: "a finite number",
  array: Float64Array,
  encode: (value) => (finite(value) ? value : undefined),
});

export const float32 = fixed({
  expected: "a finite number of at most 3.4e38",
  array: Float32Array,
  encode: (value) => (finite(value) && finite(Math.fround(value)) ? value : undefined),
});

const bits = fixed({
  expected: "true or false",
  array: Uint8Array,
  encode: (value) => (typeof value === "boolean" ? Number(value) : undefined),
});

export const boolean: Codec = {
  ...bits,
  read: (vector, n, refuse) =>
    Array.from(bits.read(vector, n, refuse), (bit) => (bit === null ? null : bit === 1)),
};
