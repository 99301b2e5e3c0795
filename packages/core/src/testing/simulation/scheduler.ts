import type { Random } from "./random.ts";

/**
 * Decides who goes next. Every call of a port waits for its turn, so between any two of them another worker may run,
 * or this one may die. A worker that died never goes on: its promise stays pending and is forgotten.
 */
export class Scheduler {
  readonly #random: Random;
  /** A worker may have several calls at a time. */
  readonly #waiting = new Map<number, (() => void)[]>();
  readonly #dead = new Set<number>();
  #stepping: { readonly worker: number; readonly moved: () => void } | null = null;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Ends when the scheduler lets this worker do its next step. */
  turn(worker: number): Promise<void> {
    if (this.#dead.has(worker)) return new Promise(() => {});
    const turn = new Promise<void>((resolve) => {
      const waiting = this.#waiting.get(worker);
      if (waiting) waiting.push(resolve);
      else this.#waiting.set(worker, [resolve]);
    });
    this.moved(worker);
    return turn;
  }

  /** The worker has come to the end of its step: it waits for the next one, or is done. */
  moved(worker: number): void {
    if (this.#stepping?.worker === worker) this.#stepping.moved();
  }

  /** Lets the worker do one step; ends when it waits for the next, or is done. */
  async step(worker: number): Promise<void> {
    const waiting = this.#waiting.get(worker) ?? [];
    const [go] = waiting.splice(this.#random.int(waiting.length), 1);
    // Where it waits for other calls as well, this one may lead to nothing yet. A turn of the event loop is long enough.
    const end = new Promise<void>((moved) => {
      if (waiting.length > 0) setImmediate(moved);
      else this.#stepping = { worker, moved };
    });
    go?.();
    await end;
    this.#stepping = null;
  }

  /** The worker's next step never comes. */
  crash(worker: number): void {
    this.#waiting.delete(worker);
    this.#dead.add(worker);
  }

  /** The port, each of whose methods first waits for its turn. `around` may spoil the call itself. */
  wrap<T extends object>(worker: number, port: T, around: Around): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          await this.turn(worker);
          return around(() => Reflect.apply(member, target, args));
        };
      },
    });
  }
}

export type Around = <R>(call: () => Promise<R>) => Promise<R>;
