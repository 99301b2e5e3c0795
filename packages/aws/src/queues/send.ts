import { type MessageAttributeValue, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { awsFailure } from "../client/failure.ts";
import { traceAttribute } from "./trace-attribute.ts";

export interface Message {
  readonly queueUrl: string;
  readonly body: string;
  /** X-Ray's header, as it was received with the message. */
  readonly trace?: string | undefined;
}

interface Extras {
  readonly doing: string;
  readonly attributes?: Record<string, MessageAttributeValue>;
  readonly delaySeconds?: number;
}

/** Errors: `Transient` `bus.unavailable`, `Permanent` `aws.denied`, `aws.refused`. Lost answers: it is there twice. */
export async function send(
  client: SQSClient,
  { queueUrl, body, trace }: Message,
  { doing, attributes, delaySeconds }: Extras,
): Promise<void> {
  try {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageAttributes: attributes,
        DelaySeconds: delaySeconds,
        ...traceAttribute(trace),
      }),
    );
  } catch (thrown) {
    throw awsFailure(thrown, { unavailable: "bus.unavailable", doing, where: queueUrl });
  }
}

/**
 * The message anew, as if it had never been received: for what is put off and must not count as an attempt. Acknowledge
 * the one received afterwards; a crash between leaves two, which is harmless. Errors: see `send`.
 */
export const putBack = (client: SQSClient, message: Message, delaySeconds = 0): Promise<void> =>
  send(client, message, { doing: "put a message back into its queue", delaySeconds });
