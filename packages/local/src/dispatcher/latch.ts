import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "@waybill/core";

/** Waits until it is woken, or some time is over. A call that came before the wait ends it at once. */
export class Latch {
  readonly #clock: Clock;
  #woken = false;
  #sleep = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  wake(): void {
    this.#woken = true;
    this.#sleep.abort();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#woken) await this.#clock.sleep(ms, this.#sleep.signal);
    // What woke it is rarely alone; and a turn of the event loop lets everything else go on.
    await nextTurn();
    this.#woken = false;
    this.#sleep = new AbortController();
  }
}
