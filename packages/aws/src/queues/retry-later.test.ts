import { describe, expect, test } from "vitest";
import type { FakeMessage } from "../bus/testing/fake-queue.ts";
import { retryLater } from "./retry-later.ts";
import { bodyFor, fakeQueues } from "./testing.ts";

async function received() {
  const queues = await fakeQueues("load");
  const { queue } = queues.pair("load");
  queue.send({ MessageBody: bodyFor() });
  const [message] = queue.receive(1, 30) as [FakeMessage];
  return { ...queues, queue, message, receipt: { queueUrl: queue.url, receiptHandle: message.receipt } };
}

describe("retryLater", () => {
  test("hides a message for so long from now on", async () => {
    await using subject = await received();
    const before = Date.now();
    expect(await retryLater(subject.client, subject.receipt, 4)).toBe(true);
    expect(subject.message.visibleAt).toBeGreaterThanOrEqual(before + 4000);
    expect(subject.message.visibleAt).toBeLessThanOrEqual(Date.now() + 4000);
  });

  test("of a message that another has by now changes nothing", async () => {
    await using subject = await received();
    subject.message.visibleAt = 0;
    subject.queue.receive(1, 30);
    expect(await retryLater(subject.client, subject.receipt, 4)).toBe(false);
    expect(subject.message.visibleAt).toBeGreaterThan(Date.now() + 4000);
  });

  test("that fails says what was not done, and may pass", async () => {
    await using subject = await received();
    subject.aws.fail("ChangeMessageVisibility", "hang", "internal", "reset");
    await expect(retryLater(subject.client, subject.receipt, 4)).rejects.toMatchObject({
      class: "transient",
      code: "bus.unavailable",
      message: "cannot put a message off for 4 s just now",
      where: subject.queue.url,
    });
  });
});
