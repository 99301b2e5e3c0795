import { labelled } from "@waybill/aws/metrics";
import { type StageSubscription, stageSubscriptions } from "@waybill/core/stages";
import { compose, type Parts } from "./compose.ts";
import { type QueueHandler, queueHandler } from "./edge/queue-handler.ts";

/** The function of a stage: its queue's events, to the stage, with the ports of this deployment. */
export function stageHandler(name: string, parts: Parts): QueueHandler {
  return queueHandler(() => {
    const { handle } = subscriptionOf(name);
    const { ports, clean } = compose(name, parts);
    const stage = { ...ports, metrics: labelled(ports.metrics, { stage: name }) };
    return {
      subscription: { name, handle: (event, delivery) => handle(event, stage, delivery) },
      metrics: stage.metrics,
      clean,
    };
  });
}

function subscriptionOf(name: string): StageSubscription {
  const found = stageSubscriptions.find((subscription) => subscription.name === name);
  if (!found) throw new Error(`there is no stage called ${name}`);
  return found;
}
