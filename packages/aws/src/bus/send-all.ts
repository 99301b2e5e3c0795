import type { Clock } from "@waybill/core";
import type { Envelope } from "@waybill/events";
import { awsFailure } from "../client/failure.ts";
import { allEnded } from "./all-ended.ts";
import { batchesOf } from "./batches.ts";
import { type BatchMeans, type Patience, sendBatch } from "./send-batch.ts";

/** An event on its way, in whatever form the call takes it. */
export interface Outgoing {
  readonly event: Envelope;
  readonly bytes: number;
}

export interface SendMeans<T extends Outgoing> {
  readonly call: BatchMeans<T>["call"];
  /** Calls at the same time. */
  readonly lanes: number;
  readonly patience: Patience;
  readonly clock: Clock;
  /** `publish`, `deliver`: to follow "cannot". */
  readonly verb: string;
  readonly where: string;
}

/**
 * Returns when AWS has confirmed each of them. The first failure ends it: no further call is made.
 * Errors: `Transient` `bus.unavailable`, `Permanent` `aws.denied`, `aws.refused`, with how many were not confirmed, and
 * which.
 */
export async function sendAll<T extends Outgoing>(items: readonly T[], means: SendMeans<T>): Promise<void> {
  const pending = new Set(items);
  const batches = batchesOf(items, ({ bytes }) => bytes);
  const onTaken = (taken: readonly T[]) => {
    for (const item of taken) pending.delete(item);
  };
  // All lanes draw from one generator, and an error in one of them closes it for all.
  const lane = async () => {
    for (const batch of batches) await sendBatch(batch, { ...means, onTaken });
  };
  try {
    await allEnded(Array.from({ length: means.lanes }, lane));
  } catch (thrown) {
    throw awsFailure(thrown, {
      unavailable: "bus.unavailable",
      doing: `${means.verb} ${pending.size} of ${plural(items.length)}`,
      where: `${means.where}: ${named([...pending])}`,
    });
  }
}

/** Events that an error names before it only counts. */
const NAMED = 3;

function named(items: readonly Outgoing[]): string {
  const names = items.slice(0, NAMED).map(({ event: { metadata } }) => `${metadata.type} ${metadata.id}`);
  const more = items.length - names.length;
  return [...names, ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

const plural = (count: number): string => `${count} ${count === 1 ? "event" : "events"}`;
