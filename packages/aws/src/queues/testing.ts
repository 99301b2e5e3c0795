import type { SQSClient } from "@aws-sdk/client-sqs";
import { testEvent } from "@waybill/core/testing";
import { type FakeAws, fakeAws } from "../bus/testing/fake-aws.ts";
import { FakeQueue } from "../bus/testing/fake-queue.ts";
import { sqsOperations } from "../bus/testing/sqs-operations.ts";
import { bodyOf } from "./body.ts";
import { queueClient } from "./client.ts";
import type { DeadLetterQueue } from "./dead-letter.ts";
import type { Burial } from "./letter.ts";

export const MAX_RECEIVES = 6;

/** A subscription's queue and its dead-letter queue, on a fake of SQS. */
export async function fakeQueues(...names: readonly string[]) {
  const pairs = names.map((name) => {
    const dead = new FakeQueue(`${name}-dead`);
    return { name, dead, queue: new FakeQueue(name, { maxReceiveCount: MAX_RECEIVES, to: dead }) };
  });
  const aws: FakeAws = await fakeAws(sqsOperations(pairs.flatMap(({ dead, queue }) => [dead, queue])));
  const client: SQSClient = queueClient(aws.settings, { answerMs: 150 });
  const deadLetterQueues: DeadLetterQueue[] = pairs.map(({ name, dead, queue }) => ({
    subscription: name,
    url: dead.url,
    sourceUrl: queue.url,
    maxReceiveCount: MAX_RECEIVES,
  }));
  return {
    aws,
    client,
    deadLetterQueues,
    pair: (name: string) => pairs.find((pair) => pair.name === name) as (typeof pairs)[number],
    [Symbol.asyncDispose]: async () => void (await aws[Symbol.asyncDispose]()),
  };
}

export const bodyFor = (event = testEvent()): string =>
  bodyOf(event, { source: "waybill", account: "123456789012", region: "eu-central-1" });

export const burialOf = (subscription: string, diedAt = 1000): Burial => ({
  subscription,
  reason: { class: "permanent", code: "a.b", message: "no", where: "there", why: null, next: "do" },
  attempts: 1,
  diedAt,
});
