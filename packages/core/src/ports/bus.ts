import type { Envelope } from "@waybill/events";

/**
 * Carries events to subscriptions. At least once, in no promised order. Publishing an event twice is allowed and
 * harmless: subscribers see an id, and the same work has the same id.
 * Errors: `Transient` `bus.unavailable`, `Permanent` `bus.too-large` (an event over 256 KB).
 */
export interface Bus {
  /** Returns when every event is stored durably; what could not be stored surfaces as an error. */
  publish(events: readonly Envelope[]): Promise<void>;
  /** Puts events into the queue of one subscription alone: to wake it, or to give it history. */
  deliver(subscription: string, events: readonly Envelope[]): Promise<void>;
}
