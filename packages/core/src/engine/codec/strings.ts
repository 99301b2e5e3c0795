import type { Codec } from "./codec.ts";
import { type Heap, setFromHeap } from "./heap.ts";
import { INLINE, StringCells } from "./string-cells.ts";
import { readTexts } from "./text-read.ts";
import { writeTexts } from "./text-write.ts";
import { isNull, Nulls, validityOf } from "./vector.ts";

export const text: Codec = { expected: "text", read: readTexts, write: writeTexts };

/** The parsed value. JSON's numbers are JavaScript's, so an integer beyond 2^53 in it is rounded. */
export const json: Codec = {
  expected: "a value that JSON can hold",
  read(vector, n, refuse) {
    return readTexts(vector, n).map((source, row) => {
      if (source === null) return null;
      try {
        return JSON.parse(source) as unknown;
      } catch (error) {
        refuse(row, source, String(error));
        return null;
      }
    });
  },
  write(vector, values, n, refuse) {
    const texts = Array.from({ length: n }, (_, row) => {
      const value = values[row];
      if (value === null || value === undefined) return null;
      try {
        const source = JSON.stringify(value) as string | undefined;
        if (source === undefined) refuse(row, value);
        return source;
      } catch (error) {
        refuse(row, value, error instanceof Error ? error.message.split("\n")[0] : String(error));
        return null;
      }
    });
    writeTexts(vector, texts, n, refuse);
  },
};

export const bytes: Codec = {
  expected: "a Uint8Array",
  read(vector, n) {
    const cells = StringCells.of(vector, n);
    const validity = validityOf(vector, n);
    return Array.from({ length: n }, (_, row) => {
      if (isNull(validity, row)) return null;
      const length = cells.length(row);
      const at = cells.inlineAt(row);
      return new Uint8Array(
        length > INLINE ? cells.follow(row, length) : cells.bytes.subarray(at, at + length),
      );
    });
  },
  write(vector, values, n, refuse) {
    const cells = StringCells.empty(n);
    const nulls = new Nulls(n);
    const rows: number[] = [];
    for (let row = 0; row < n; row++) {
      const value = values[row];
      if (value instanceof Uint8Array) rows.push(row);
      else nulls.add(row);
      if (!(value instanceof Uint8Array) && value !== null && value !== undefined) refuse(row, value);
    }
    if (rows.length > 0)
      setFromHeap(vector, cells, rows, heapOf(rows.map((row) => values[row] as Uint8Array)));
    cells.writeTo(vector);
    nulls.writeTo(vector);
  },
};

const heapOf = (values: readonly Uint8Array[]): Heap => ({
  bytes: Buffer.concat(values),
  lengths: values.map((value) => value.length),
});
