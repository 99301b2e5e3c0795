import bindings, { type Vector } from "@duckdb/node-bindings";
import { codecOf } from "../codec/index.ts";
import { type ColumnCodec, type Reasons, writeValues } from "./columns.ts";
import type { Results } from "./results.ts";

const ERROR = codecOf({ kind: "text" });
const WORDS_AN_ENTRY = 4;

/**
 * Writes the results to a vector of lists of structs: for each row where its list begins and how long it is, each as
 * 64 bits, and all elements one behind the other. Returns, by row, the values that do not fit; they are NULL then.
 */
export function writeLists(output: Vector, results: Results, writers: readonly ColumnCodec[]): Reasons {
  const { count, begins, columns, errors } = results;
  const entries = new Uint32Array((begins.length - 1) * WORDS_AN_ENTRY);
  for (let row = 0; row + 1 < begins.length; row++) {
    const begin = begins[row] ?? 0;
    entries[row * WORDS_AN_ENTRY] = begin;
    entries[row * WORDS_AN_ENTRY + 2] = (begins[row + 1] ?? 0) - begin;
  }
  bindings.copy_data_to_vector(output, 0, entries.buffer, 0, entries.byteLength);
  bindings.list_vector_reserve(output, count);
  bindings.list_vector_set_size(output, count);
  const refused: Reasons = new Map();
  if (count === 0) return refused;
  const elements = bindings.list_vector_get_child(output);
  for (const [place, writer] of writers.entries()) {
    writeValues(
      writer,
      bindings.struct_vector_get_child(elements, place),
      columns[place] ?? [],
      errors,
      refused,
    );
  }
  ERROR.write(bindings.struct_vector_get_child(elements, writers.length), errors, count, () => {});
  return new Map(Array.from(refused, ([at, reason]) => [results.rowOf(at), reason]));
}
