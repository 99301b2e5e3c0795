const CLOSED = 0;
const INSIDE = 1;
const ON_ITS_WAY_MS = 20;

/**
 * Whether the engine is inside a JavaScript function right now, as other threads can see it. Node cannot end a thread
 * in such a moment, nor while the thread loads the engine: the bindings take that for an error of their own and end
 * the whole process, with a trace of native code. So who wants to end a thread shuts the gate first, which waits until
 * nothing is inside.
 */
export class CallGate {
  readonly buffer: SharedArrayBuffer;
  readonly #state: Int32Array<SharedArrayBuffer>;

  constructor(buffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#state = new Int32Array(buffer);
  }

  enter(): void {
    Atomics.store(this.#state, INSIDE, 1);
  }

  leave(): void {
    Atomics.store(this.#state, INSIDE, 0);
    Atomics.notify(this.#state, INSIDE);
  }

  /** Calls `work` where the gate is open; throws, and so fails the query, where it is closed. */
  pass(work: () => void): void {
    this.enter();
    try {
      if (Atomics.load(this.#state, CLOSED) === 1) throw new Error("the engine is being closed");
      work();
    } finally {
      this.leave();
    }
  }

  /**
   * Closes the gate and blocks this thread until nothing is inside any more; false where that takes longer. A call
   * that is on its way fails at once, so a moment later there is none.
   */
  shut(ms: number): boolean {
    Atomics.store(this.#state, CLOSED, 1);
    if (!this.#waitOutside(ms)) return false;
    Atomics.wait(this.#state, CLOSED, 1, ON_ITS_WAY_MS);
    return this.#waitOutside(ms);
  }

  #waitOutside(ms: number): boolean {
    return Atomics.wait(this.#state, INSIDE, 1, ms) !== "timed-out";
  }
}

let gate = new CallGate();

/** The gate of this thread. */
export const callGate = (): CallGate => gate;

/** Makes the gate of this thread one that another thread made. */
export function shareCallGate(buffer: SharedArrayBuffer): void {
  gate = new CallGate(buffer);
}
