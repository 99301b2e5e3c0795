import bindings from "@duckdb/node-bindings";
import { Permanent } from "../../errors.ts";
import { INLINE, StringCells } from "./string-cells.ts";
import type { Vector } from "./vector.ts";

/**
 * Texts or bytes that lie one behind the other, handed to the engine as one: a call for each would take longer than
 * all the rest. The engine keeps them for as long as the vector.
 */
export interface Heap {
  readonly bytes: Buffer;
  /** How many bytes each of the rows has. */
  readonly lengths: readonly number[];
}

/** Sets the cells of `rows` to what `heap` holds for them. The cells are still to be written to the vector. */
export function setFromHeap(vector: Vector, cells: StringCells, rows: readonly number[], heap: Heap): void {
  const address = hand(vector, heap.bytes, rows[0] ?? 0);
  let offset = 0;
  for (let index = 0; index < rows.length; index++) {
    const length = heap.lengths[index] ?? 0;
    cells.set(rows[index] ?? 0, heap.bytes, offset, length, address);
    offset += length;
  }
}

/**
 * Where the engine put its copy of the bytes. `spare` is a row whose cell is written again afterwards: the engine is
 * asked to make all of them one value there, and the cell then tells the address.
 */
function hand(vector: Vector, bytes: Buffer, spare: number): number {
  // As long as this the engine cannot keep it within the cell.
  const whole = bytes.length > INLINE ? bytes : Buffer.concat([bytes, Buffer.alloc(INLINE + 1)]);
  bindings.vector_assign_string_element_len(vector, spare, whole);
  const cells = StringCells.of(vector, spare + 1);
  if (cells.length(spare) !== whole.length || !startsWith(cells.follow(spare, 4), whole)) {
    throw new Permanent("engine.string-layout", "the engine did not keep a text where it was expected", {
      why: "its vectors are laid out in another way than those of the version that Waybill was made for",
      next: "install the version of @duckdb/node-api that package-lock.json names: npm ci",
    });
  }
  return cells.address(spare);
}

const startsWith = (kept: Buffer, bytes: Buffer): boolean => kept.equals(bytes.subarray(0, 4));
