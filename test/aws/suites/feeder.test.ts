import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { afterAll, expect, test } from "vitest";
import { type Feed, feed } from "../emulated/lambda/feeder.ts";
import { makeQueue, type Queue } from "../emulated/queue.ts";
import { describeOn } from "../standins/describe-on.ts";
import { settingsFor } from "../standins/settings.ts";

describeOn(["localStack"], "feeding a function from a queue", ({ localStack }) => {
  const sqs = new SQSClient(settingsFor(localStack));
  afterAll(() => sqs.destroy());

  const send = (queue: Queue, body: string) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.url,
        MessageBody: body,
        MessageAttributes: { kind: { DataType: "String", StringValue: "test" } },
      }),
    );
  const receivesOf = ({ Records }: SQSEvent) =>
    Records.map(({ body, attributes }) => `${body}${attributes.ApproximateReceiveCount}`);

  /** Feeds until this is true. Gives the batches, each message as its body and how often it was received. */
  async function fed(
    queue: Queue,
    answer: Feed["invoke"],
    isDone: (batches: string[][]) => boolean,
    more?: Partial<Feed>,
  ) {
    const batches: string[][] = [];
    const invoke = async (event: unknown) => {
      batches.push(receivesOf(event as SQSEvent));
      return answer(event);
    };
    const ending = new AbortController();
    const feeding = feed({ sqs, queue, batchSize: 10, atOnce: 1, invoke, ...more }, ending.signal);
    while (!isDone(batches)) await sleep(20);
    ending.abort();
    await feeding;
    return batches;
  }
  const newQueue = (attributes = {}) => makeQueue(sqs, randomUUID(), attributes);
  const isEmpty = async ({ url }: Queue) => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
    return Messages.length === 0;
  };
  const FINE = async () => ({ batchItemFailures: [] });

  test("a message comes as Lambda gives it, once, and is gone when it was handled", async () => {
    const queue = await newQueue({ VisibilityTimeout: "1" });
    await send(queue, "a");
    const seen: SQSEvent[] = [];
    const answer = async (event: unknown) => {
      seen.push(event as SQSEvent);
      return null;
    };
    await fed(queue, answer, () => seen.length === 1);
    expect(seen[0]?.Records).toEqual([
      expect.objectContaining({
        body: "a",
        eventSource: "aws:sqs",
        eventSourceARN: queue.arn,
        awsRegion: "eu-west-1",
        attributes: expect.objectContaining({
          ApproximateReceiveCount: "1",
          SentTimestamp: expect.any(String),
        }),
        messageAttributes: { kind: { dataType: "String", stringValue: "test" } },
      }),
    ]);
    await sleep(1_100);
    expect(await isEmpty(queue)).toBe(true);
  });

  test("a batch is no larger than it may be", async () => {
    const queue = await newQueue();
    for (const body of "abcdefg") await send(queue, body);
    const batches = await fed(queue, FINE, (so) => so.flat().length === 7, { batchSize: 3 });
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(3);
    expect(batches.flat().sort()).toEqual([..."abcdefg"].map((body) => `${body}1`));
  });

  test("those that failed come again when they are visible, and they alone", async () => {
    const queue = await newQueue({ VisibilityTimeout: "1" });
    for (const body of ["good", "bad"]) await send(queue, body);
    const failFirst = async (event: unknown) => ({
      batchItemFailures: (event as SQSEvent).Records.filter(
        ({ body, attributes }) => body === "bad" && attributes.ApproximateReceiveCount === "1",
      ).map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
    const batches = await fed(queue, failFirst, (so) => so.flat().includes("bad2"));
    expect(batches.flat().sort()).toEqual(["bad1", "bad2", "good1"]);
  });

  test("all come again where the invocation failed; what nobody takes ends in the dead letters", async () => {
    const dead = await newQueue();
    const redrive = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
    const queue = await newQueue({ VisibilityTimeout: "1", RedrivePolicy: redrive });
    await send(queue, "a");
    const errors: unknown[] = [];
    let isDead = false;
    const failing = async () => {
      throw new Error("out of memory");
    };
    void (async () => {
      while (await isEmpty(dead)) await sleep(100);
      isDead = true;
    })();
    const batches = await fed(queue, failing, () => isDead, { onError: (error) => void errors.push(error) });
    expect(batches).toEqual([["a1"], ["a2"]]);
    expect(errors).toHaveLength(2);
  });

  test("what is being handled when it is to end is finished", async () => {
    const queue = await newQueue({ VisibilityTimeout: "2" });
    await send(queue, "a");
    let isDone = false;
    const slow = async () => {
      await sleep(300);
      isDone = true;
      return null;
    };
    await fed(queue, slow, (batches) => batches.length === 1);
    expect(isDone).toBe(true);
    await sleep(2_100);
    expect(await isEmpty(queue)).toBe(true);
  });
});
