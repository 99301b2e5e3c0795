import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from "@aws-sdk/client-eventbridge";
import type { Envelope } from "@waybill/events";
import { type Address, entryBytes, entryOf } from "./entry.ts";
import { putRefusal, UNCONFIRMED } from "./refusal.ts";
import type { Outgoing } from "./send-all.ts";
import type { Refused } from "./send-batch.ts";

export interface OutgoingEntry extends Outgoing {
  readonly entry: PutEventsRequestEntry;
}

export function outgoingEntry(event: Envelope, address: Address): OutgoingEntry {
  const entry = entryOf(event, address);
  return { event, entry, bytes: entryBytes(entry) };
}

/** One call to PutEvents. An entry is taken where the answer gives it an id, and only there. */
export async function putEvents(
  client: EventBridgeClient,
  items: readonly OutgoingEntry[],
): Promise<Refused<OutgoingEntry>[]> {
  const command = new PutEventsCommand({ Entries: items.map(({ entry }) => entry) });
  const { Entries = [] } = await client.send(command);
  return items.flatMap((item, i) => {
    const { EventId, ErrorCode, ErrorMessage } = Entries[i] ?? {};
    if (ErrorCode !== undefined) return [{ item, refusal: putRefusal(ErrorCode, ErrorMessage) }];
    return EventId === undefined ? [{ item, refusal: UNCONFIRMED }] : [];
  });
}
