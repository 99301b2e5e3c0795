import type { Message } from "../bus/deliveries.ts";
import type { Want } from "../bus/settlement.ts";
import type { Attempt } from "./attempt.ts";
import type { Subscription } from "./subscription.ts";

/** A subscription at work. */
export class Lane {
  readonly subscription: Subscription;
  readonly #running = new Set<Attempt>();

  constructor(subscription: Subscription) {
    this.subscription = subscription;
  }

  get isFull(): boolean {
    return this.#running.size >= this.subscription.concurrency;
  }

  get running(): readonly Attempt[] {
    return [...this.#running];
  }

  get messages(): readonly Message[] {
    return this.running.map(({ message }) => message);
  }

  want(): Want {
    const { name, concurrency } = this.subscription;
    return { subscription: name, limit: Math.max(0, concurrency - this.#running.size) };
  }

  begin(attempt: Attempt): void {
    this.#running.add(attempt);
  }

  end(attempt: Attempt): void {
    this.#running.delete(attempt);
  }
}
