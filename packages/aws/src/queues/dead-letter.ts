import type { Message as SqsMessage } from "@aws-sdk/client-sqs";
import { isRecord, parsed } from "./body.ts";
import { type Burial, burialIn, type DeadReason } from "./letter.ts";
import { undeliveredIn } from "./undelivered.ts";

/** A queue that dead letters of a subscription come into: its own, or the one of its rule's target. */
export interface DeadLetterQueue {
  readonly subscription: string;
  readonly url: string;
  /** The subscription's own queue, which a redriven letter goes back into. */
  readonly sourceUrl: string;
  /** After how many receives SQS moves a message: `maxReceiveCount` of the subscription's own queue. */
  readonly maxReceiveCount: number;
}

/** An event that a subscription could not deal with, and why. */
export interface DeadLetter {
  /** SQS's id of the message. A letter that dies again has another. */
  readonly id: string;
  readonly subscription: string;
  readonly eventId: string;
  /** Null where the event does not say. So with `type`. */
  readonly runId: string | null;
  readonly type: string | null;
  readonly reason: DeadReason;
  readonly attempts: number;
  /** Milliseconds since 1970. Where nobody noted it, when the message was sent. */
  readonly diedAt: number;
  /** As it was received: parse it. */
  readonly envelope: unknown;
}

/** A message of a dead-letter queue, whoever put it there, with what is known of it. */
export function letterOf(message: SqsMessage, queue: DeadLetterQueue): DeadLetter {
  const { MessageId: id = "", Body = "", Attributes = {}, MessageAttributes = {} } = message;
  const sentAt = Number(Attributes.SentTimestamp ?? 0);
  const burial =
    burialIn(MessageAttributes) ??
    undeliveredIn(MessageAttributes, queue, sentAt) ??
    unfinished(queue, sentAt, Attributes.DeadLetterQueueSourceArn);
  return { id, ...burial, ...eventOf(Body, id) };
}

/** Moved by SQS itself: no function ever said what was wrong. */
const unfinished = (
  { subscription, maxReceiveCount }: DeadLetterQueue,
  sentAt: number,
  movedFrom: string | undefined,
): Burial => ({
  subscription,
  reason: {
    class: "transient",
    code: "delivery.unfinished",
    message: `${subscription} was given it ${maxReceiveCount} times and never said what became of it`,
    where: movedFrom ?? null,
    why: "each time its function ended without a word: out of time, out of memory, or it could not start",
    next: `look into the log of ${subscription} at the time of the run, raise its timeout or memory, then: waybill dlq redrive`,
  },
  attempts: maxReceiveCount,
  diedAt: sentAt,
});

/** The envelope, or what there is in its place, and what it says of itself. */
function eventOf(body: string, messageId: string) {
  const received = parsed(body);
  const envelope =
    received === undefined ? body : isRecord(received) ? (received.detail ?? received) : received;
  const metadata = isRecord(envelope) && isRecord(envelope.metadata) ? envelope.metadata : {};
  const text = (field: unknown) => (typeof field === "string" ? field : null);
  return {
    eventId: text(metadata.id) ?? messageId,
    runId: text(metadata.runId),
    type: text(metadata.type),
    envelope,
  };
}
