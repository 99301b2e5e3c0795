import { Permanent } from "@waybill/core";
import type { Envelope } from "@waybill/events";

/** EventBridge's own limit for an entry, kept here too, so that what works on a laptop works there. */
export const EVENT_BYTES = 256 * 1024;

/** The event as it is stored. Errors: `Permanent` `bus.too-large`. */
export function encode(event: Envelope): string {
  const text = JSON.stringify(event);
  const bytes = Buffer.byteLength(text);
  if (bytes <= EVENT_BYTES) return text;
  const { type, id, runId } = event.metadata;
  throw new Permanent("bus.too-large", `the ${type} event has ${bytes} bytes, the bus takes ${EVENT_BYTES}`, {
    where: `event ${id} of run ${runId}`,
    why: "events carry references; data belongs in artifacts",
    next: "write the large part as an artifact and put its uri into the event",
  });
}
