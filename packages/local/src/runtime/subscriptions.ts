import { type Ports, type StageSubscription, stageSubscriptions } from "@waybill/core/stages";
import type { EventDefinition } from "@waybill/events";
import type { Subscription } from "../dispatcher/subscription.ts";
import type { NamedSubscriber } from "./settings.ts";

export interface SubscriptionOptions {
  readonly log: (line: string) => void;
  /** True for a run that the stages leave alone: what lies in their queues of it is acknowledged. */
  readonly isGivenUp: (runId: string) => boolean;
}

/** The stages' list and the project's own, as the dispatcher takes them. */
export function subscriptionsOf(
  ports: Ports,
  subscribers: readonly NamedSubscriber[],
  { log, isGivenUp }: SubscriptionOptions,
): Subscription[] {
  return [
    ...stageSubscriptions.map((stage) => stageSubscription(stage, ports, isGivenUp)),
    ...subscribers.map((named) => subscriberSubscription(named, log)),
  ];
}

const stageSubscription = (
  { name, pattern, concurrency, timeout, handle }: StageSubscription,
  ports: Ports,
  isGivenUp: SubscriptionOptions["isGivenUp"],
): Subscription => ({
  name,
  pattern,
  concurrency,
  timeoutMs: timeout * 1000,
  async handle(envelope, delivery) {
    return isGivenUp(runIdOf(envelope)) ? "done" : handle(envelope, ports, delivery);
  },
});

/** Empty where it names none: the stage says so then. */
function runIdOf(envelope: unknown): string {
  const { metadata } = (envelope ?? {}) as { readonly metadata?: { readonly runId?: unknown } };
  return typeof metadata?.runId === "string" ? metadata.runId : "";
}

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
