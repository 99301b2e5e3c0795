import { structuredLog } from "@waybill/aws/logs";
import { cloudWatchMetrics } from "@waybill/aws/metrics";
import { Usage } from "@waybill/core";
import type { EventDefinition, Subscriber } from "@waybill/events";
import { type QueueHandler, queueHandler } from "./edge/queue-handler.ts";
import { environment } from "./environment.ts";

/** The function of a project's own subscriber. */
export function subscribed(subscriber: Subscriber): QueueHandler {
  return queueHandler(() => {
    const name = subscriptionName();
    const { log } = structuredLog({ service: `waybill-${name}` });
    const metrics = cloudWatchMetrics({ service: `waybill-${name}`, log });
    const on: EventDefinition = subscriber.on;
    return {
      metrics,
      subscription: {
        name,
        async handle(received, { attempt, signal }) {
          const event = on.parse(received);
          const labels = { run: event.metadata.runId, subscription: name };
          await subscriber.handle(event, { attempt, signal, log: (line) => log("info", line, labels) });
          return "done";
        },
      },
    };
  });
}

function subscriptionName(): string {
  const name = environment().WAYBILL_SUBSCRIPTION;
  if (name) return name;
  throw new Usage("environment.missing", "this function does not know which subscriber it is", {
    where: "WAYBILL_SUBSCRIPTION",
    next: "deploy it with stacks/subscribers.ts",
  });
}
