import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse } from "aws-lambda";
import { recordOf } from "./record.ts";

export interface Feed {
  readonly sqs: SQSClient;
  readonly queue: { readonly url: string; readonly arn: string };
  readonly batchSize: number;
  /** Batches at the same time. */
  readonly atOnce: number;
  invoke(event: unknown): Promise<unknown>;
  /** Where an invocation failed: its messages come again when the queue's visibility timeout is over. */
  onError?(error: unknown): void;
}

/** Seconds that a receive waits for a message. */
const WAIT_SECONDS = 1;

/**
 * Gives a queue's messages to a function, as Lambda does: up to a batch at a time; those that were handled are deleted,
 * those that the response names, and all where there is none, are left to come again. Until the signal comes; what is
 * being handled then is finished.
 */
export async function feed(given: Feed, signal: AbortSignal): Promise<void> {
  await Promise.all(Array.from({ length: given.atOnce }, () => lane(given, signal)));
}

async function lane(given: Feed, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const messages = await receive(given, signal);
    if (messages.length > 0) await handle(given, messages);
  }
}

async function receive(
  { sqs, queue, batchSize }: Feed,
  abortSignal: AbortSignal,
): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queue.url,
    MaxNumberOfMessages: batchSize,
    WaitTimeSeconds: WAIT_SECONDS,
    MessageAttributeNames: ["All"],
    MessageSystemAttributeNames: ["All"],
  });
  try {
    const { Messages = [] } = await sqs.send(command, { abortSignal });
    return Messages;
  } catch (error) {
    if (abortSignal.aborted) return [];
    throw error;
  }
}

async function handle({ sqs, queue, invoke, onError }: Feed, messages: readonly Message[]): Promise<void> {
  const response = await invoke({ Records: messages.map((message) => recordOf(message, queue.arn)) }).then(
    (result) => result as SQSBatchResponse | null,
    (error: unknown) => {
      onError?.(error);
      return failed(messages);
    },
  );
  const left = new Set(response?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  const done = messages.filter(({ MessageId = "" }) => !left.has(MessageId));
  if (done.length === 0) return;
  const Entries = done.map(({ ReceiptHandle = "" }, i) => ({ Id: String(i), ReceiptHandle }));
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));
}

const failed = (messages: readonly Message[]): SQSBatchResponse => ({
  batchItemFailures: messages.map(({ MessageId = "" }) => ({ itemIdentifier: MessageId })),
});
