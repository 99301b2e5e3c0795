import type { SubscriptionQueue } from "./parts/queue.ts";

/**
 * A link says what a thing is called and where it is, and gives no permission: SST's own links would allow `s3:*`,
 * `dynamodb:*`, `events:*`. `grants.ts` says who may do what.
 */
export function linksGiveNoPermission(): void {
  sst.Linkable.wrap(sst.aws.Bus, (bus) => ({ properties: { name: bus.name, arn: bus.arn } }));
  sst.Linkable.wrap(sst.aws.Dynamo, (table) => ({ properties: { name: table.name, arn: table.arn } }));
}

/** Buckets know the key that what is put into them is encrypted with. */
export function bucketLinksHaveKey(key: aws.kms.Key): void {
  sst.Linkable.wrap(sst.aws.Bucket, (bucket) => ({
    properties: { name: bucket.name, arn: bucket.arn, key: key.arn },
  }));
}

/** `Resource.Queues`: the addresses of every subscription's queues, by its name. */
export const queuesLink = (queues: readonly SubscriptionQueue[]): sst.Linkable<object> =>
  new sst.Linkable("Queues", {
    properties: Object.fromEntries(
      queues.map(({ name, queue, deadLetters, undelivered }) => [
        name,
        { url: queue.url, deadLetters: deadLetters.url, undelivered: undelivered.url },
      ]),
    ),
  });
