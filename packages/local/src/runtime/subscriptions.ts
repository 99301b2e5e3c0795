import { type Ports, type StageSubscription, stageSubscriptions } from "@waybill/core/stages";
import type { EventDefinition } from "@waybill/events";
import type { Subscription } from "../dispatcher/subscription.ts";
import type { NamedSubscriber } from "./settings.ts";

/** The stages' list and the project's own, as the dispatcher takes them. */
export function subscriptionsOf(
  ports: Ports,
  subscribers: readonly NamedSubscriber[],
  log: (line: string) => void,
): Subscription[] {
  return [
    ...stageSubscriptions.map((stage) => stageSubscription(stage, ports)),
    ...subscribers.map((named) => subscriberSubscription(named, log)),
  ];
}

const stageSubscription = (
  { name, pattern, concurrency, timeout, handle }: StageSubscription,
  ports: Ports,
): Subscription => ({
  name,
  pattern,
  concurrency,
  timeoutMs: timeout * 1000,
  handle: (envelope, delivery) => handle(envelope, ports, delivery),
});

/** The queue of a project's own subscriber. Stages have their own names, so the two never meet. */
export const subscriberQueue = (name: string): string => `subscriber-${name}`;

function subscriberSubscription(
  { name, subscriber }: NamedSubscriber,
  log: (line: string) => void,
): Subscription {
  const { pattern, concurrency, timeout } = subscriber;
  const on: EventDefinition = subscriber.on;
  return {
    name: subscriberQueue(name),
    pattern,
    concurrency,
    timeoutMs: timeout * 1000,
    async handle(envelope, { attempt, signal }) {
      const event = on.parse(envelope);
      await subscriber.handle(event, {
        attempt,
        signal,
        log: (line) => log(`${name} · ${event.metadata.runId} · ${line}`),
      });
      return "done";
    },
  };
}
