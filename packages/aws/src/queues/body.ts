import { Permanent } from "@waybill/core";
import { type Envelope, toBusEvent } from "@waybill/events";
import { encode } from "../bus/encode.ts";

/** Where an event says it comes from. */
export interface Origin {
  readonly source: string;
  readonly account: string;
  readonly region: string;
}

/** The event as a rule of EventBridge puts it into a queue. Errors: `Permanent` `bus.too-large`. */
export function bodyOf(event: Envelope, { source, account, region }: Origin): string {
  const detail = encode(event);
  const { id, time, "detail-type": detailType } = toBusEvent(event);
  const head = {
    version: "0",
    id,
    "detail-type": detailType,
    source,
    account,
    time: time.replace(/\.\d+Z$/, "Z"),
    region,
    resources: [],
  };
  return `${JSON.stringify(head).slice(0, -1)},"detail":${detail}}`;
}

/** The event in the body of a message; not parsed. Errors: `Permanent` `event.unreadable`. */
export function eventIn(body: string, messageId: string): unknown {
  const received = parsed(body);
  if (isRecord(received) && "detail" in received) return received.detail;
  throw new Permanent("event.unreadable", "the message is no event of EventBridge", {
    where: `message ${messageId}`,
    why: received === undefined ? "it is no JSON" : "it has no `detail`",
    next: "find out what else sends to this queue, then give the message up: waybill dlq discard",
  });
}

/** Whose account the queue is in, as its URL says. */
export const accountOf = (queueUrl: string): string => new URL(queueUrl).pathname.split("/").at(-2) ?? "";

/** Undefined where it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
