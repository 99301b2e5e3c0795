import { Permanent } from "@waybill/core";
import type { Envelope } from "@waybill/events";

/** The most that an event may have on every bus: what works on a laptop works here, in each part of AWS. */
export const EVENT_BYTES = 256 * 1024;

/** The event as JSON that SQS takes. Errors: `Permanent` `bus.too-large`. */
export function encode(event: Envelope): string {
  const text = JSON.stringify(event);
  const bytes = Buffer.byteLength(text);
  if (bytes <= EVENT_BYTES) return queueable(text);
  const { type, id, runId } = event.metadata;
  throw new Permanent("bus.too-large", `the ${type} event has ${bytes} bytes, the bus takes ${EVENT_BYTES}`, {
    where: `event ${id} of run ${runId}`,
    why: "events carry references; data belongs in artifacts",
    next: "write the large part as an artifact and put its uri into the event",
  });
}

/** The same JSON without the two characters that JSON allows as they are and SQS refuses. */
export const queueable = (json: string): string =>
  json.replaceAll("\uFFFE", "\\ufffe").replaceAll("\uFFFF", "\\uffff");
