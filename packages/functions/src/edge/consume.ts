import type { SQSClient } from "@aws-sdk/client-sqs";
import { eventLabels } from "@waybill/aws/logs";
import { eventIn, putBack, retryLater, sendDeadLetter } from "@waybill/aws/queues";
import {
  isLastAttempt,
  type Metrics,
  mayPass,
  reasonOf,
  retrySeconds,
  type WaybillError,
} from "@waybill/core";
import type { Delivery } from "@waybill/core/stages";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { type Clocked, withinTime } from "./time.ts";

export interface Subscription {
  readonly name: string;
  /** What `handle` is given of a message. Absent: the event's detail. Errors: `Permanent` `event.unreadable`. */
  read?(body: string, messageId: string): unknown;
  handle(event: unknown, delivery: Delivery): Promise<"done" | "later">;
}

export interface Means {
  readonly sqs: SQSClient;
  readonly queue: { readonly url: string; readonly deadLetters: string };
  readonly metrics: Metrics;
}

const LATER_SECONDS = 15;

/**
 * One batch of a queue. What is done is acknowledged; what may pass comes again after 2, 4 and 8 seconds; what may not
 * goes to the dead letters with its reason, and is acknowledged then. Whatever else goes wrong leaves the message in
 * its queue.
 */
export async function consume(
  { Records }: SQSEvent,
  context: Clocked,
  subscription: Subscription,
  means: Means,
): Promise<SQSBatchResponse> {
  const acknowledged = await Promise.all(
    Records.map((record) => deliver(record, context, subscription, means).catch(() => false)),
  );
  return {
    batchItemFailures: Records.filter((_, i) => !acknowledged[i]).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  };
}

/** True: the message may be acknowledged. */
async function deliver(
  record: SQSRecord,
  context: Clocked,
  subscription: Subscription,
  means: Means,
): Promise<boolean> {
  const attempt = Number(record.attributes.ApproximateReceiveCount);
  const hide = (seconds: number) =>
    retryLater(means.sqs, { queueUrl: means.queue.url, receiptHandle: record.receiptHandle }, seconds);
  try {
    const event = (subscription.read ?? eventIn)(record.body, record.messageId);
    const outcome = await withinTime(subscription.name, context, (signal) =>
      subscription.handle(event, { attempt, lastAttempt: isLastAttempt(attempt), signal }),
    );
    if (outcome === "later") await later(record, means);
    return true;
  } catch (error) {
    tell(error as WaybillError, record, attempt, subscription, means.metrics);
    const seconds = mayPass(error) ? retrySeconds(attempt) : undefined;
    if (seconds === undefined) {
      await bury(error, record, attempt, subscription, means);
      return true;
    }
    await hide(seconds);
    return false;
  }
}

/** As a new message: what is put off has not failed, and a receive would count as a try. */
const later = ({ body, attributes }: SQSRecord, { sqs, queue }: Means): Promise<void> =>
  putBack(sqs, { queueUrl: queue.url, body, trace: attributes.AWSTraceHeader }, LATER_SECONDS);

const bury = (
  error: unknown,
  { body, attributes }: SQSRecord,
  attempts: number,
  { name }: Subscription,
  { sqs, queue }: Means,
): Promise<void> =>
  sendDeadLetter(
    sqs,
    { queueUrl: queue.deadLetters, body, trace: attributes.AWSTraceHeader },
    { subscription: name, reason: reasonOf(error), attempts, diedAt: Date.now() },
  );

function tell(
  error: unknown,
  record: SQSRecord,
  attempt: number,
  { name }: Subscription,
  metrics: Metrics,
): void {
  const { code, message, where, why, next } = reasonOf(error);
  const labels = {
    ...eventLabels(eventOrNothing(record)),
    subscription: name,
    code,
    attempt: String(attempt),
    ...(where && { where }),
    ...(why && { why }),
    ...(next && { next }),
  };
  metrics.log(mayPass(error) && !isLastAttempt(attempt) ? "warn" : "error", message, labels);
}

function eventOrNothing({ body, messageId }: SQSRecord): unknown {
  try {
    return eventIn(body, messageId);
  } catch {
    return undefined;
  }
}
