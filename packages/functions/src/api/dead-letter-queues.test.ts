import { expect, test } from "vitest";
import { deadLetterQueues } from "./dead-letter-queues.ts";

test("a letter may be in the subscription's own dead letters or in those of its rule, and goes back to its queue", () => {
  const found = deadLetterQueues({
    load: {
      url: "https://sqs/load",
      deadLetters: "https://sqs/load-dlq",
      undelivered: "https://sqs/load-lost",
    },
    plan: {
      url: "https://sqs/plan",
      deadLetters: "https://sqs/plan-dlq",
      undelivered: "https://sqs/plan-lost",
    },
  });
  expect(found.map(({ subscription, url, sourceUrl }) => [subscription, url, sourceUrl])).toEqual([
    ["load", "https://sqs/load-dlq", "https://sqs/load"],
    ["load", "https://sqs/load-lost", "https://sqs/load"],
    ["plan", "https://sqs/plan-dlq", "https://sqs/plan"],
    ["plan", "https://sqs/plan-lost", "https://sqs/plan"],
  ]);
  expect(new Set(found.map(({ maxReceiveCount }) => maxReceiveCount))).toEqual(new Set([4]));
});
