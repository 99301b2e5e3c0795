import { describe, expect, test } from "vitest";
import { burialIn } from "./letter.ts";
import { putBack } from "./send.ts";
import { sendDeadLetter } from "./send-dead-letter.ts";
import { bodyFor, burialOf, fakeQueues } from "./testing.ts";

describe("sendDeadLetter", () => {
  test("keeps the message as it was, and its reason beside it", async () => {
    await using subject = await fakeQueues("load");
    const { dead } = subject.pair("load");
    await sendDeadLetter(
      subject.client,
      { queueUrl: dead.url, body: "{broken", trace: "Root=1-a-b" },
      burialOf("load"),
    );
    const [message] = dead.messages;
    expect(message).toMatchObject({ body: "{broken", trace: "Root=1-a-b" });
    expect(burialIn(message?.attributes ?? {})).toEqual(burialOf("load"));
  });

  test("that fails names the reason that would have been told", async () => {
    await using subject = await fakeQueues("load");
    const queueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/gone";
    await expect(
      sendDeadLetter(subject.client, { queueUrl, body: "x" }, burialOf("load")),
    ).rejects.toMatchObject({
      class: "permanent",
      code: "aws.refused",
      message: "cannot give a message of load up (a.b): AWS refuses it",
      where: queueUrl,
      why: expect.stringContaining("The specified queue does not exist."),
    });
  });

  test("whose answer is lost leaves two letters of one event", async () => {
    await using subject = await fakeQueues("load");
    const { dead } = subject.pair("load");
    subject.aws.fail("SendMessage", "lost");
    await sendDeadLetter(subject.client, { queueUrl: dead.url, body: bodyFor() }, burialOf("load"));
    expect(dead.messages.map(({ body }) => body)).toEqual([bodyFor(), bodyFor()]);
  });
});

test("putBack gives a message back as if it had never been received", async () => {
  await using subject = await fakeQueues("load");
  const { queue } = subject.pair("load");
  queue.send({ MessageBody: bodyFor() });
  queue.receive(1, 30);
  await putBack(subject.client, { queueUrl: queue.url, body: bodyFor() }, 5);
  expect(queue.messages.map(({ received, delaySeconds }) => [received, delaySeconds])).toEqual([
    [1, undefined],
    [0, 5],
  ]);
});
