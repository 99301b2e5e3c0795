import type { Settings } from "../settings/types.ts";
import { nameOf, pascal } from "./names.ts";
import { policy } from "./policy.ts";
import type { Rule } from "./rule.ts";

const DAY = 86_400;
/** Seconds; the most that SQS allows. */
const LONGEST_VISIBILITY = 43_200;

/** A subscription's queue, and where its messages end that nobody could take. */
export interface SubscriptionQueue {
  readonly name: string;
  readonly queue: sst.aws.Queue;
  /** What the function could not do. */
  readonly deadLetters: sst.aws.Queue;
  /** What EventBridge could not put into the queue. */
  readonly undelivered: sst.aws.Queue;
}

/** `timeout`: seconds that its function may take for one message. */
export function subscriptionQueue(name: string, timeout: number, settings: Settings): SubscriptionQueue {
  const { visibilityFactor, maxReceives } = settings.queues;
  const deadLetters = keptQueue(`${name}-dead-letters`, settings);
  const undelivered = keptQueue(`${name}-undelivered`, settings);
  const visibility = Math.min(timeout * visibilityFactor, LONGEST_VISIBILITY);
  const queue = keptQueue(name, settings, {
    visibilityTimeout: `${visibility} seconds`,
    dlq: { queue: deadLetters.arn, retry: maxReceives },
  });
  return { name, queue, deadLetters, undelivered };
}

/** An encrypted queue that keeps what nobody takes. */
export function keptQueue(name: string, { queues }: Settings, args: Partial<sst.aws.QueueArgs> = {}) {
  return new sst.aws.Queue(`${pascal(name)}Queue`, {
    ...args,
    transform: {
      queue: {
        name: nameOf(name),
        messageRetentionSeconds: queues.retentionDays * DAY,
        sqsManagedSseEnabled: true,
      },
    },
  });
}

/** This rule may put events into the queue and into its undelivered; nobody else by policy. */
export function admit(rule: Rule, { name, queue, undelivered }: SubscriptionQueue): void {
  admitTo(`${pascal(name)}QueuePolicy`, queue, rule);
  admitTo(`${pascal(name)}UndeliveredQueuePolicy`, undelivered, rule);
}

export function admitTo(resource: string, queue: sst.aws.Queue, rule: Rule): void {
  new aws.sqs.QueuePolicy(resource, {
    queueUrl: queue.url,
    policy: policy([
      {
        Sid: "OnlyThisRule",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queue.arn,
        Condition: { ArnEquals: { "aws:SourceArn": rule.arn } },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queue.arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]),
  });
}
