import { endianness } from "node:os";
import bindings, { type Vector } from "@duckdb/node-bindings";
import { Permanent } from "../../errors.ts";

export type { Vector };

// The engine's memory is read through typed arrays, which have the byte order of the machine.
if (endianness() !== "LE") {
  throw new Permanent("engine.byte-order", "this machine stores numbers with the high byte first", {
    why: "the engine's vectors are read as they lie in memory, low byte first",
    next: "run Waybill on x64 or arm64",
  });
}

/** A copy of the vector's first bytes: the original is gone when the engine's callback returns. */
export function copyOut(vector: Vector, byteLength: number): ArrayBuffer {
  const copy = new Uint8Array(byteLength);
  copy.set(bindings.vector_get_data(vector, byteLength));
  return copy.buffer;
}

/** Overwrites the vector from its first byte on. The caller knows that the vector has room for it. */
export function copyIn(vector: Vector, data: ArrayBufferView<ArrayBuffer>): void {
  bindings.copy_data_to_vector(vector, 0, data.buffer, data.byteOffset, data.byteLength);
}

const maskBytes = (n: number): number => Math.ceil(n / 64) * 8;

/** One bit a row, 1 = there is a value; null where no row is NULL. */
export function validityOf(vector: Vector, n: number): Uint8Array | null {
  // The bindings say Uint8Array; they give null for a vector without a mask.
  return bindings.vector_get_validity(vector, maskBytes(n)) as Uint8Array | null;
}

export const isNull = (validity: Uint8Array | null, row: number): boolean =>
  validity !== null && ((validity[row >> 3] ?? 0) & (1 << (row & 7))) === 0;

/** The NULLs of a vector that is being written. */
export class Nulls {
  #mask: Uint8Array<ArrayBuffer> | null = null;
  readonly #n: number;

  constructor(n: number) {
    this.#n = n;
  }

  add(row: number): void {
    this.#mask ??= new Uint8Array(maskBytes(this.#n)).fill(255);
    const at = row >> 3;
    this.#mask[at] = (this.#mask[at] ?? 0) & ~(1 << (row & 7));
  }

  /** Also clears what an earlier batch left: the engine uses its vectors again. */
  writeTo(vector: Vector): void {
    if (this.#mask === null && validityOf(vector, this.#n) === null) return;
    const mask = this.#mask ?? new Uint8Array(maskBytes(this.#n)).fill(255);
    bindings.vector_ensure_validity_writable(vector);
    bindings.copy_data_to_vector_validity(vector, 0, mask.buffer, 0, mask.byteLength);
  }
}
