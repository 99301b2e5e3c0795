import { LATER_RUN, RUN, testEvent } from "@waybill/core/testing";
import type { Envelope } from "@waybill/events";
import { describe, expect, test } from "vitest";
import { sqsDeadLetters } from "./dead-letters.ts";
import { sendDeadLetter } from "./send-dead-letter.ts";
import { bodyFor, burialOf, fakeQueues, MAX_RECEIVES } from "./testing.ts";

async function subjectOf() {
  const queues = await fakeQueues("load", "subscriber-announce");
  const deadLetters = sqsDeadLetters(queues.client, queues.deadLetterQueues);
  return {
    ...queues,
    deadLetters,
    bury: (name: string, diedAt: number, event: Envelope = testEvent()) =>
      sendDeadLetter(
        queues.client,
        { queueUrl: queues.pair(name).dead.url, body: bodyFor(event), trace: "Root=1-a-b" },
        burialOf(name, diedAt),
      ),
    firstId: async () => (await deadLetters.list({ limit: 1 })).items[0]?.id ?? "none",
  };
}

describe("dead letters in SQS", () => {
  test("say what, where, why, when and how often", async () => {
    await using subject = await subjectOf();
    await subject.bury("load", 7000);
    const id = await subject.firstId();
    expect(await subject.deadLetters.show(id)).toEqual({
      id,
      eventId: testEvent().metadata.id,
      runId: RUN,
      type: "Failed",
      envelope: testEvent(),
      ...burialOf("load", 7000),
    });
  });

  test("are listed oldest first, by subscription, by run, up to a limit", async () => {
    await using subject = await subjectOf();
    await subject.bury("load", 3);
    await subject.bury("subscriber-announce", 2, testEvent({ runId: LATER_RUN }));
    await subject.bury("load", 1, testEvent({ runId: LATER_RUN }));
    const ages = async (filter: object) => {
      const { items, next, complete } = await subject.deadLetters.list({ limit: 10, ...filter });
      return [items.map(({ diedAt }) => diedAt), next, complete];
    };
    expect(await ages({})).toEqual([[1, 2, 3], null, true]);
    expect(await ages({ subscription: "load" })).toEqual([[1, 3], null, true]);
    expect(await ages({ runId: LATER_RUN })).toEqual([[1, 2], null, true]);
    expect(await ages({ runId: LATER_RUN, subscription: "load" })).toEqual([[1], null, true]);
    expect(await ages({ subscription: "nobody" })).toEqual([[], null, true]);
    expect(await ages({ limit: 2 })).toEqual([[1, 2], null, false]);
  });

  test("can be looked at as often as one likes, many at a time", async () => {
    await using subject = await subjectOf();
    for (let i = 1; i <= 25; i++) await subject.bury("load", i);
    for (const _ of [1, 2]) {
      const { items } = await subject.deadLetters.list({ limit: 100 });
      expect(items.map(({ diedAt }) => diedAt)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    }
  });

  test("redriven, come back into their own queue as if never tried, with their trace, and nothing else does", async () => {
    await using subject = await subjectOf();
    const { dead, queue } = subject.pair("subscriber-announce");
    await subject.bury("subscriber-announce", 1);
    await subject.bury("subscriber-announce", 2, testEvent({ runId: LATER_RUN }));
    expect(await subject.deadLetters.redrive(await subject.firstId())).toMatchObject({
      diedAt: 1,
      runId: RUN,
    });
    expect(dead.messages).toHaveLength(1);
    expect(subject.pair("load").queue.messages).toEqual([]);
    expect(queue.receive(10, 30)).toMatchObject([
      { body: bodyFor(), attributes: {}, trace: "Root=1-a-b", received: 1 },
    ]);
    expect((await subject.deadLetters.list({ limit: 10 })).items).toMatchObject([{ diedAt: 2 }]);
  });

  test("discarded, are gone, and the others are still there", async () => {
    await using subject = await subjectOf();
    await subject.bury("load", 1);
    await subject.bury("load", 2);
    expect(await subject.deadLetters.discard(await subject.firstId())).toMatchObject({ diedAt: 1 });
    expect((await subject.deadLetters.list({ limit: 10 })).items).toMatchObject([{ diedAt: 2 }]);
    expect(subject.pair("load").queue.messages).toEqual([]);
  });

  test("what SQS moved itself is among them, and can go back", async () => {
    await using subject = await subjectOf();
    const { queue } = subject.pair("load");
    queue.send({ MessageBody: bodyFor() });
    for (let i = 0; i <= MAX_RECEIVES; i++) queue.receive(10, 0);
    const id = await subject.firstId();
    expect(await subject.deadLetters.redrive(id)).toMatchObject({
      reason: { code: "delivery.unfinished", where: "arn:aws:sqs:eu-central-1:123456789012:load" },
      attempts: MAX_RECEIVES,
    });
    // Once after the list: what was redriven needs no letting go.
    expect(subject.aws.calls("ChangeMessageVisibilityBatch")).toBe(1);
    expect(queue.receive(10, 0)).toMatchObject([{ body: bodyFor(), received: 1 }]);
  });

  test.each(["show", "redrive", "discard"] as const)("%s of one that is not there says so", async (act) => {
    await using subject = await subjectOf();
    await subject.bury("load", 1);
    await expect(subject.deadLetters[act]("m-7")).rejects.toMatchObject({
      class: "usage",
      code: "dead-letter.unknown",
      message: "there is no dead letter m-7",
      next: expect.stringContaining("dlq list"),
    });
    expect((await subject.deadLetters.list({ limit: 10 })).items).toHaveLength(1);
  });
});

describe.concurrent("dead letters, when SQS falters", () => {
  test("a look that fails says at what, and hides nothing", async () => {
    await using subject = await subjectOf();
    await subject.bury("load", 1);
    subject.aws.fail("ReceiveMessage", "denied");
    await expect(subject.deadLetters.list({ limit: 10 })).rejects.toMatchObject({
      code: "aws.denied",
      message: expect.stringMatching(/^cannot look into the dead letters of (load|subscriber-announce)/),
    });
    expect((await subject.deadLetters.list({ limit: 10 })).items).toHaveLength(1);
  });

  test("one that cannot be sent back stays", async () => {
    await using subject = await subjectOf();
    await subject.bury("load", 1);
    const id = await subject.firstId();
    subject.aws.fail("SendMessage", "hang", "unavailable", "reset");
    await expect(subject.deadLetters.redrive(id)).rejects.toMatchObject({
      class: "transient",
      code: "bus.unavailable",
    });
    expect(subject.pair("load").queue.messages).toEqual([]);
    expect(await subject.firstId()).toBe(id);
  });

  test("one that is sent back and cannot be removed is there still, and the error says what to do", async () => {
    await using subject = await subjectOf();
    await subject.bury("load", 1);
    const id = await subject.firstId();
    subject.aws.fail("DeleteMessage", "refused");
    await expect(subject.deadLetters.redrive(id)).rejects.toMatchObject({
      code: "aws.refused",
      next: "do the same again: it is still there",
    });
    expect(subject.pair("load").queue.messages).toHaveLength(1);
    expect(await subject.firstId()).toBe(id);
  });

  test("letting go is no reason to fail", async () => {
    await using subject = await subjectOf();
    await subject.bury("load", 1);
    subject.aws.fail("ChangeMessageVisibilityBatch", "denied");
    expect((await subject.deadLetters.list({ limit: 10 })).items).toHaveLength(1);
  });
});
