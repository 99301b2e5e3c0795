import type { Settings } from "../settings/types.ts";
import { pascal } from "./names.ts";
import type { SubscriptionQueue } from "./queue.ts";

/** A subscription's function takes its queue's messages; those that failed come again, and they alone. */
export function consume(fn: sst.aws.Function, { name, queue }: SubscriptionQueue, settings: Settings): void {
  const { queues, functions } = settings;
  new aws.lambda.EventSourceMapping(`${pascal(name)}Messages`, {
    eventSourceArn: queue.arn,
    functionName: fn.name,
    batchSize: queues.batch[name] ?? queues.otherBatch,
    functionResponseTypes: ["ReportBatchItemFailures"],
    // What Lambda refuses for want of concurrency is counted as received: never poll with more than it may run.
    scalingConfig: { maximumConcurrency: functions.concurrency[name] ?? functions.otherConcurrency },
  });
}
