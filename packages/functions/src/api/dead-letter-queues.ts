import type { DeadLetterQueue } from "@waybill/aws/queues";
import { RETRY_SECONDS } from "@waybill/core";

/** What is linked of each subscription's queues, by its name. */
export type LinkedQueues = Readonly<
  Record<string, { readonly url: string; readonly deadLetters: string; readonly undelivered: string }>
>;

/** Both queues into which what a subscription cannot deal with comes: its own, and that of its rule's target. */
export const deadLetterQueues = (queues: LinkedQueues): readonly DeadLetterQueue[] =>
  Object.entries(queues).flatMap(([subscription, { url, deadLetters, undelivered }]) =>
    [deadLetters, undelivered].map((from) => ({
      subscription,
      url: from,
      sourceUrl: url,
      maxReceiveCount: RETRY_SECONDS.length + 1,
    })),
  );
