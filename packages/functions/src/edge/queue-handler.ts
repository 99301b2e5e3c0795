import { queueClient } from "@waybill/aws/queues";
import { type Metrics, Usage } from "@waybill/core";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { linked } from "../resources.ts";
import { consume, type Subscription } from "./consume.ts";

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export interface Opened {
  readonly subscription: Subscription;
  readonly metrics: Metrics;
  /** After each invocation. */
  readonly clean?: () => Promise<void>;
}

/** A handler behind the queue of a subscription. What it needs is opened by the first invocation. */
export function queueHandler(open: () => Opened): QueueHandler {
  let opened: (Opened & ReturnType<typeof queueOf>) | null = null;
  return async (event, context) => {
    if (!opened) {
      const parts = open();
      opened = { ...parts, ...queueOf(parts.subscription.name) };
    }
    try {
      return await consume(event, context, opened.subscription, opened);
    } finally {
      await opened.clean?.();
    }
  };
}

function queueOf(name: string) {
  const queue = linked("Queues")[name];
  if (queue) return { queue, sqs: queueClient() };
  throw new Usage("link.missing", `no queue of ${name} is linked to this function`, {
    where: "Queues",
    next: "add it in stacks/, then deploy",
  });
}
