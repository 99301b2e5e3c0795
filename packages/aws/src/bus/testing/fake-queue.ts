import { createHash, randomUUID } from "node:crypto";
import type { MessageAttributeValue, SendMessageRequest } from "@aws-sdk/client-sqs";
import { ServiceError } from "./fake-aws.ts";

export interface FakeMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly trace: string | undefined;
  readonly sentAt: number;
  readonly delaySeconds: number | undefined;
  visibleAt: number;
  received: number;
  receipt: string;
  /** The queue that SQS itself moved it out of. */
  movedFrom?: string;
}

/** SQS moves a message to the other queue when it is received more often than that. */
export interface Redrive {
  readonly maxReceiveCount: number;
  readonly to: FakeQueue;
}

export type Sent = Pick<
  SendMessageRequest,
  "MessageBody" | "MessageAttributes" | "MessageSystemAttributes" | "DelaySeconds"
>;

/** What SQS documents as the characters of a message. */
const TAKEN = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const MESSAGE_BYTES = 1_048_576;

export class FakeQueue {
  readonly name: string;
  readonly redrive: Redrive | undefined;
  readonly messages: FakeMessage[] = [];

  constructor(name: string, redrive?: Redrive) {
    this.name = name;
    this.redrive = redrive;
  }

  get url(): string {
    return `https://sqs.eu-central-1.amazonaws.com/123456789012/${this.name}`;
  }

  send({
    MessageBody = "",
    MessageAttributes = {},
    MessageSystemAttributes,
    DelaySeconds,
  }: Sent): FakeMessage {
    refuseInvalid(MessageBody, MessageAttributes);
    const now = Date.now();
    const message: FakeMessage = {
      id: randomUUID(),
      body: MessageBody,
      attributes: MessageAttributes,
      trace: MessageSystemAttributes?.AWSTraceHeader?.StringValue,
      sentAt: now,
      delaySeconds: DelaySeconds,
      visibleAt: now + (DelaySeconds ?? 0) * 1000,
      received: 0,
      receipt: "",
    };
    this.messages.push(message);
    return message;
  }

  receive(limit: number, visibilitySeconds: number): FakeMessage[] {
    const now = Date.now();
    for (const message of this.messages.filter(({ visibleAt }) => visibleAt <= now))
      this.#moveIfSpent(message);
    const due = this.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, limit);
    for (const message of due) {
      message.visibleAt = now + visibilitySeconds * 1000;
      message.received++;
      message.receipt = randomUUID();
    }
    return due;
  }

  /** The message that was received last with this handle. */
  byReceipt(receipt: string): FakeMessage {
    const found = this.messages.find((message) => message.receipt === receipt);
    if (found) return found;
    throw new ServiceError("ReceiptHandleIsInvalid", "The specified receipt handle isn't valid.");
  }

  delete(receipt: string): void {
    this.messages.splice(this.messages.indexOf(this.byReceipt(receipt)), 1);
  }

  #moveIfSpent(message: FakeMessage): void {
    if (!this.redrive || message.received < this.redrive.maxReceiveCount) return;
    this.messages.splice(this.messages.indexOf(message), 1);
    this.redrive.to.messages.push({
      ...message,
      movedFrom: `arn:aws:sqs:eu-central-1:123456789012:${this.name}`,
    });
  }
}

export const md5 = (value: string): string => createHash("md5").update(value).digest("hex");

function refuseInvalid(body: string, attributes: Readonly<Record<string, MessageAttributeValue>>): void {
  const values = Object.values(attributes).map(({ StringValue = "" }) => StringValue);
  const texts = [body, ...values];
  if (texts.some((text) => text === "" || !TAKEN.test(text)) || values.length > 10) {
    throw new ServiceError(
      "InvalidMessageContents",
      "The message contains characters outside the allowed set.",
    );
  }
  const names = Object.keys(attributes);
  const bytes = [...texts, ...names].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > MESSAGE_BYTES)
    throw new ServiceError("InvalidParameterValue", `Message of ${bytes} bytes is too long.`);
}
