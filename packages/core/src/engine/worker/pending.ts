import { type Death, died } from "./died.ts";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly signal: AbortSignal | null;
  readonly onAbort: () => void;
}

/** The calls that the thread has not answered yet. */
export class Pending {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  get size(): number {
    return this.#waiting.size;
  }

  has(id: number): boolean {
    return this.#waiting.has(id);
  }

  get ids(): number[] {
    return [...this.#waiting.keys()];
  }

  /** A new call; `abort` is told its number when the caller gives up. */
  add<T>(signal: AbortSignal | null, abort: (id: number) => void): { id: number; answer: Promise<T> } {
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const onAbort = () => abort(id);
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, signal, onAbort });
    return { id, answer: promise };
  }

  resolve(id: number, value: unknown): void {
    this.#take(id)?.resolve(value);
  }

  /** A caller that gave up is told its own reason, whatever became of the work. */
  reject(id: number, error: unknown): void {
    const waiting = this.#take(id);
    waiting?.reject(waiting.signal?.aborted ? waiting.signal.reason : error);
  }

  rejectAll(death: Death): void {
    for (const id of this.ids) this.reject(id, died(death));
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.signal?.removeEventListener("abort", waiting.onAbort);
    return waiting;
  }
}
