import bindings from "@duckdb/node-bindings";
import { copyIn, copyOut, type Vector } from "./vector.ts";

/** Bytes of a string's cell in a vector: its length in 4, then up to 12 bytes of text, or 4 of them and a pointer. */
export const CELL = 16;
export const INLINE = 12;
const TEXT = 4;
const POINTER = 8;
const TWO_32 = 2 ** 32;
// Four bytes that are all ASCII have none of these bits.
const NOT_ASCII = 0x80808080;

/** The cells of a vector of text or bytes. Addresses are numbers: a process has less than 2^53 bytes to point at. */
export class StringCells {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly #words: Int32Array<ArrayBuffer>;

  private constructor(of: ArrayBuffer) {
    this.bytes = Buffer.from(of);
    this.#words = new Int32Array(of);
  }
  static of(vector: Vector, n: number): StringCells {
    return new StringCells(copyOut(vector, n * CELL));
  }
  static empty(n: number): StringCells {
    return new StringCells(new ArrayBuffer(n * CELL));
  }

  length(row: number): number {
    return (this.#words[row * 4] ?? 0) >>> 0;
  }
  /** Where the text begins in `bytes`, if it is no longer than `INLINE`. */
  inlineAt(row: number): number {
    return row * CELL + TEXT;
  }
  /** True also says so of what may lie behind a short text, so false is only a hint. */
  inlineIsAscii(row: number): boolean {
    const at = row * 4;
    const all = (this.#words[at + 1] ?? 0) | (this.#words[at + 2] ?? 0) | (this.#words[at + 3] ?? 0);
    return (all & NOT_ASCII) === 0;
  }
  address(row: number): number {
    return (this.#words[row * 4 + 3] ?? 0) * TWO_32 + ((this.#words[row * 4 + 2] ?? 0) >>> 0);
  }
  /** A view of the engine's memory, from this row's text on. The caller knows that `byteLength` bytes are readable. */
  follow(row: number, byteLength: number): Buffer {
    return bindings.get_data_from_pointer(this.bytes.buffer, row * CELL + POINTER, byteLength) as Buffer;
  }

  /** Points the row at `byteLength` bytes of `heap` that begin at `offset`, or takes them in if they are few. */
  set(row: number, heap: Buffer, offset: number, byteLength: number, heapAddress: number): void {
    this.setLength(row, byteLength);
    const kept = byteLength <= INLINE ? byteLength : 4;
    for (let byte = 0; byte < kept; byte++) this.bytes[this.inlineAt(row) + byte] = heap[offset + byte] ?? 0;
    if (byteLength <= INLINE) return;
    const address = heapAddress + offset;
    this.#words[row * 4 + 2] = address;
    this.#words[row * 4 + 3] = Math.floor(address / TWO_32);
  }
  setLength(row: number, byteLength: number): void {
    this.#words[row * 4] = byteLength;
  }
  writeTo(vector: Vector): void {
    copyIn(vector, this.bytes);
  }
}
