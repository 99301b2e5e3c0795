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

  constructor(random: Random) {
    this.#random = random;
  }

  /** Ends when the scheduler lets this worker do its next step. */
  turn(worker: number): Promise<void> {
    if (this.#dead.has(worker)) return new Promise(() => {});
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(worker);
      if (waiting) waiting.push(resolve);
      else this.#waiting.set(worker, [resolve]);
    });
  }

  /** Lets the worker do one step; ends when it waits for the next, or is done. */
  async step(worker: number): Promise<void> {
    const waiting = this.#waiting.get(worker) ?? [];
    const [go] = waiting.splice(this.#random.int(waiting.length), 1);
    go?.();
    await new Promise((resolve) => setImmediate(resolve));
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
