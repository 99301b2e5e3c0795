import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import { Reason } from "@waybill/events";
import * as z from "zod";
import { queueable } from "../bus/encode.ts";
import { parsed } from "./body.ts";

export type DeadReason = z.output<typeof Reason>;

/** What the edge tells about a message that it gives up. */
export interface Burial {
  readonly subscription: string;
  readonly reason: DeadReason;
  /** How often it was received. */
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly diedAt: number;
}

export type Attributes = Readonly<Record<string, MessageAttributeValue>>;

/** Of each text of a reason, in UTF-16 units: with the largest event, the message stays below SQS's 1 MiB. */
const TEXT = 4000;

/** As attributes of the message in the dead-letter queue. Its body stays what it was, so that it can go back. */
export const burialAttributes = ({ subscription, reason, attempts, diedAt }: Burial): Attributes => ({
  "waybill-subscription": text(subscription),
  "waybill-class": text(reason.class),
  "waybill-code": text(reason.code),
  "waybill-reason": text(
    queueable(
      JSON.stringify({
        message: cut(reason.message),
        where: cut(reason.where),
        why: cut(reason.why),
        next: cut(reason.next),
      }),
    ),
  ),
  "waybill-attempts": number(attempts),
  "waybill-died-at": number(diedAt),
});

/** Null where the message has none, or others: it was not the edge that gave it up. */
export function burialIn(attributes: Attributes): Burial | null {
  const { success, data } = Written.safeParse({
    subscription: attributes["waybill-subscription"]?.StringValue,
    reason: {
      ...(parsed(attributes["waybill-reason"]?.StringValue ?? "") as object | undefined),
      class: attributes["waybill-class"]?.StringValue,
      code: attributes["waybill-code"]?.StringValue,
    },
    attempts: attributes["waybill-attempts"]?.StringValue,
    diedAt: attributes["waybill-died-at"]?.StringValue,
  });
  return success ? data : null;
}

const Written = z.object({
  subscription: z.string(),
  reason: Reason,
  attempts: z.coerce.number().int().min(1),
  diedAt: z.coerce.number().int().min(1),
});

const text = (value: string): MessageAttributeValue => ({ DataType: "String", StringValue: value });
const number = (value: number): MessageAttributeValue => ({ DataType: "Number", StringValue: String(value) });

function cut<T extends string | null>(value: T): string | T {
  return value === null || value.length <= TEXT ? value : `${value.slice(0, TEXT).toWellFormed()}…`;
}
