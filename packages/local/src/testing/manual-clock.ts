import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "@waybill/core";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Stands still until a test moves it. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 10, 24, 12);
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { until: this.#now + ms, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  /** Wakes who has slept long enough, and lets all that follows from it happen. */
  async advance(ms: number): Promise<void> {
    this.#now += ms;
    for (const sleeper of this.#sleepers) if (sleeper.until <= this.#now) sleeper.wake();
    for (let turn = 0; turn < 10; turn++) await nextTurn();
  }
}
