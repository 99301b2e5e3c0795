import type { QueueDeclaration } from "../bus/queues.ts";

/** A consumer of events: which ones, how many at a time, how long each may take, and what is done with it. */
export interface Subscription extends QueueDeclaration {
  /** Deliveries at the same time. */
  readonly concurrency: number;
  /** How long one delivery may take before its signal aborts. */
  readonly timeoutMs: number;
  /**
   * `later`: not yet; it comes again, and this attempt does not count. What it throws decides what happens next: a
   * `Transient`, or anything that is no error of Waybill's, is tried again; all others go to the dead letters.
   */
  handle(envelope: unknown, delivery: DeliveryContext): Promise<"done" | "later">;
}

export interface DeliveryContext {
  /** Counted from 1. */
  readonly attempt: number;
  /** Nobody tries again after this one. */
  readonly lastAttempt: boolean;
  /** Aborts with a `Transient` when the time is over, and with another reason when the process is to stop. */
  readonly signal: AbortSignal;
}
