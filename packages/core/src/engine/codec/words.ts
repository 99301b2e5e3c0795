import { copyIn, type Vector } from "./vector.ts";

const TWO_32 = 2 ** 32;

/** 64-bit integers as two words each. Unlike BigInt64Array it makes no bigint of what a number holds. */
export class Words {
  readonly #words: Int32Array<ArrayBuffer>;

  constructor(of: ArrayBuffer | number) {
    this.#words = typeof of === "number" ? new Int32Array(of * 2) : new Int32Array(of);
  }

  /** Exact up to 2^53 either way, rounded beyond it. */
  number(row: number): number {
    return (this.#words[row * 2 + 1] ?? 0) * TWO_32 + ((this.#words[row * 2] ?? 0) >>> 0);
  }

  bigint(row: number): bigint {
    const low = BigInt((this.#words[row * 2] ?? 0) >>> 0);
    return (BigInt(this.#words[row * 2 + 1] ?? 0) << 32n) | low;
  }

  exact(row: number): number | bigint {
    const value = this.number(row);
    return Number.isSafeInteger(value) ? value : this.bigint(row);
  }

  /** A safe integer, or a bigint of at most 64 bits. */
  set(row: number, value: number | bigint): void {
    if (typeof value === "number") {
      // A store into an Int32Array takes the value modulo 2^32.
      this.#words[row * 2] = value;
      this.#words[row * 2 + 1] = Math.floor(value / TWO_32);
    } else {
      this.#words[row * 2] = Number(BigInt.asIntN(32, value));
      this.#words[row * 2 + 1] = Number(BigInt.asIntN(32, value >> 32n));
    }
  }

  writeTo(vector: Vector): void {
    copyIn(vector, this.#words);
  }
}
