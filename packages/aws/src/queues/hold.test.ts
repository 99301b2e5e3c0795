import { describe, expect, test } from "vitest";
import { type Held, hold, letGo } from "./hold.ts";
import { bodyFor, fakeQueues } from "./testing.ts";

async function subjectOf(letters: number) {
  const queues = await fakeQueues("load");
  const { dead } = queues.pair("load");
  for (let i = 0; i < letters; i++) dead.send({ MessageBody: bodyFor() });
  const held = new Map<string, Held>();
  const [queue] = queues.deadLetterQueues;
  if (!queue) throw new Error("there is one queue");
  return { ...queues, dead, held, queue };
}
const visible = (messages: readonly { readonly visibleAt: number }[]) =>
  messages.filter(({ visibleAt }) => visibleAt <= Date.now()).length;

describe("hold", () => {
  test("hides what it has from others, until it is let go of", async () => {
    await using subject = await subjectOf(23);
    expect(await hold(subject.client, subject.queue, subject.held)).toBe(true);
    expect(subject.held.size).toBe(23);
    expect(visible(subject.dead.messages)).toBe(0);
    await letGo(subject.client, subject.held.values());
    expect(visible(subject.dead.messages)).toBe(23);
    expect(subject.aws.calls("ChangeMessageVisibilityBatch")).toBe(3);
  });

  test("ends at its limit, and says that there may be more", async () => {
    await using subject = await subjectOf(23);
    expect(await hold(subject.client, subject.queue, subject.held, 20)).toBe(false);
    expect(subject.held.size).toBe(20);
  });

  test("a letter whose time is over and that comes again is one letter", async () => {
    await using subject = await subjectOf(1);
    await hold(subject.client, subject.queue, subject.held);
    for (const message of subject.dead.messages) message.visibleAt = 0;
    await hold(subject.client, subject.queue, subject.held);
    expect(subject.held.size).toBe(1);
    await letGo(subject.client, subject.held.values());
    expect(visible(subject.dead.messages)).toBe(1);
  });
});
