import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Envelope } from "@waybill/events";
import { bodyOf, type Origin } from "../queues/body.ts";
import { traceAttribute } from "../queues/trace-attribute.ts";
import { sendRefusal, UNCONFIRMED } from "./refusal.ts";
import type { Outgoing } from "./send-all.ts";
import type { Refused } from "./send-batch.ts";
import { traceHeader } from "./trace.ts";

export interface OutgoingMessage extends Outgoing {
  readonly body: string;
}

export function outgoingMessage(event: Envelope, origin: Origin): OutgoingMessage {
  const body = bodyOf(event, origin);
  return { event, body, bytes: Buffer.byteLength(body) };
}

/** One call to SendMessageBatch. A message is taken where the answer names it as successful, and only there. */
export async function sendMessages(
  client: SQSClient,
  queueUrl: string,
  items: readonly OutgoingMessage[],
): Promise<Refused<OutgoingMessage>[]> {
  const Entries = items.map(({ event, body }, i) => ({
    Id: String(i),
    MessageBody: body,
    ...traceAttribute(traceHeader(event.metadata.traceparent)),
  }));
  const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  const taken = new Set(answer.Successful?.map(({ Id }) => Id));
  const failed = new Map(answer.Failed?.map((failure) => [failure.Id, failure]));
  return items.flatMap((item, i) => {
    if (taken.has(String(i))) return [];
    const failure = failed.get(String(i));
    if (!failure) return [{ item, refusal: UNCONFIRMED }];
    const { Code = "Unknown", SenderFault = false, Message } = failure;
    return [{ item, refusal: sendRefusal(Code, SenderFault, Message) }];
  });
}
