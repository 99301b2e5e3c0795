import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import type { Envelope } from "@waybill/events";
import { encode } from "./encode.ts";
import { traceHeader } from "./trace.ts";

export interface Address {
  readonly busName: string;
  readonly source: string;
}

/** The event as EventBridge takes it. Errors: `Permanent` `bus.too-large`. */
export function entryOf(event: Envelope, { busName, source }: Address): PutEventsRequestEntry {
  const { type, occurredAt, traceparent } = event.metadata;
  return {
    EventBusName: busName,
    Source: source,
    DetailType: type,
    Detail: encode(event),
    Time: new Date(occurredAt),
    TraceHeader: traceHeader(traceparent),
  };
}

/** What EventBridge counts for `Time`. */
const TIME_BYTES = 14;

/** The size of an entry as EventBridge computes it: neither the bus's name nor the trace counts. */
export const entryBytes = ({ Source = "", DetailType = "", Detail = "" }: PutEventsRequestEntry): number =>
  TIME_BYTES + [Source, DetailType, Detail].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
