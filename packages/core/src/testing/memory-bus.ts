import { type Envelope, PatternSet, toBusEvent } from "@waybill/events";
import { Permanent } from "../errors.ts";
import type { Bus } from "../ports/bus.ts";

/** One event in the queue of one subscription. */
export interface MemoryMessage {
  readonly subscription: string;
  readonly envelope: Envelope;
}

/** A bus that delivers nothing by itself: who plays the schedule picks a message, and acknowledges it or not. */
export interface MemoryBus extends Bus {
  /** Every event that was published, once, in order. */
  readonly log: readonly Envelope[];
  /** What is not acknowledged, in the order it came. */
  readonly messages: readonly MemoryMessage[];
  acknowledge(message: MemoryMessage): void;
}

export interface MemoryBusOptions {
  readonly subscriptions: readonly { readonly name: string; readonly pattern: unknown }[];
  /** What a second `publish` of an id does: nothing, as on a laptop, or another delivery, as on AWS. */
  readonly republish?: "ignored" | "delivered";
}

const EVENT_BYTES = 256 * 1024;

export function memoryBus({ subscriptions, republish = "ignored" }: MemoryBusOptions): MemoryBus {
  const patterns = new PatternSet();
  for (const { name, pattern } of subscriptions) patterns.put(name, pattern);
  const published = new Map<string, Envelope>();
  const messages: MemoryMessage[] = [];
  const add = (subscription: string, event: Envelope) =>
    messages.push({ subscription, envelope: structuredClone(event) });

  return {
    get log() {
      return [...published.values()];
    },
    messages,
    acknowledge(message) {
      const at = messages.indexOf(message);
      if (at >= 0) messages.splice(at, 1);
    },
    async publish(events) {
      events.forEach(refuseTooLarge);
      for (const event of events) {
        const { id } = event.metadata;
        if (published.has(id) && republish === "ignored") continue;
        if (!published.has(id)) published.set(id, structuredClone(event));
        for (const name of patterns.match(toBusEvent(event))) add(name, event);
      }
    },
    async deliver(subscription, events) {
      if (!subscriptions.some(({ name }) => name === subscription)) {
        throw new Permanent("bus.unknown-subscription", `there is no subscription called ${subscription}`);
      }
      events.forEach(refuseTooLarge);
      for (const event of events) add(subscription, event);
    },
  };
}

function refuseTooLarge(event: Envelope): void {
  const bytes = new TextEncoder().encode(JSON.stringify(event)).length;
  if (bytes <= EVENT_BYTES) return;
  throw new Permanent("bus.too-large", `an event of ${bytes} bytes; the bus takes ${EVENT_BYTES}`, {
    where: event.metadata.id,
  });
}
