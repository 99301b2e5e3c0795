import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { awsFailure } from "../client/failure.ts";
import { type DeadLetter, type DeadLetterQueue, letterOf } from "./dead-letter.ts";

/** A letter that nobody else sees for the time being. */
export interface Held {
  readonly queue: DeadLetterQueue;
  readonly letter: DeadLetter;
  readonly body: string;
  readonly trace: string | undefined;
  readonly receiptHandle: string;
}

/** Seconds that a letter is hidden from others when whoever looks dies: it is let go of when the look is over. */
const LOOK_SECONDS = 60;
/** Letters of one queue that a look goes through. */
const LOOK_LETTERS = 1000;

/** SQS gives and takes ten messages in a call. */
const CALL = 10;
/** Seconds that a receive waits. Without any it asks only some of SQS's servers and may find none where there are some. */
const WAIT_SECONDS = 1;

/**
 * Receives what is in the queue, up to `most`, and adds each to `held` under its id. False where there may be more.
 * Letters of a look that another is at just now are not seen.
 */
export async function hold(
  client: SQSClient,
  queue: DeadLetterQueue,
  held: Map<string, Held>,
  most: number = LOOK_LETTERS,
): Promise<boolean> {
  for (let seen = 0; seen < most; ) {
    const messages = await receive(client, queue);
    if (messages.length === 0) return true;
    seen += messages.length;
    for (const message of messages) {
      const letter = letterOf(message, queue);
      const { Body: body = "", ReceiptHandle: receiptHandle = "", Attributes = {} } = message;
      held.set(letter.id, { queue, letter, body, receiptHandle, trace: Attributes.AWSTraceHeader });
    }
  }
  return false;
}

async function receive(
  client: SQSClient,
  { url, subscription }: DeadLetterQueue,
): Promise<readonly Message[]> {
  try {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: CALL,
        VisibilityTimeout: LOOK_SECONDS,
        WaitTimeSeconds: WAIT_SECONDS,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["All"],
      }),
    );
    return Messages;
  } catch (thrown) {
    throw awsFailure(thrown, {
      unavailable: "bus.unavailable",
      doing: `look into the dead letters of ${subscription}`,
      where: url,
    });
  }
}

/** Lets others see them again at once. Where that fails they are seen again after `LOOK_SECONDS`, so nobody is told. */
export async function letGo(client: SQSClient, held: Iterable<Held>): Promise<void> {
  const byQueue = Map.groupBy(held, ({ queue }) => queue.url);
  const calls = [...byQueue].flatMap(([QueueUrl, letters]) =>
    inCalls(letters).map((some) => {
      const Entries = some.map(({ receiptHandle: ReceiptHandle }, i) => ({
        Id: String(i),
        ReceiptHandle,
        VisibilityTimeout: 0,
      }));
      return client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }),
  );
  await Promise.allSettled(calls);
}

const inCalls = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / CALL) }, (_, i) => items.slice(i * CALL, (i + 1) * CALL));
