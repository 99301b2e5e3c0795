import type { SQSClient } from "@aws-sdk/client-sqs";
import { Permanent, silentMetrics, Transient } from "@waybill/core";
import type { SQSRecord } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { consume, type Subscription } from "./consume.ts";

interface Sent {
  readonly command: string;
  readonly input: Record<string, unknown>;
}

/** What is said to SQS, and what it answers. */
function recordedSqs(answer: () => object = () => ({})) {
  const sent: Sent[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    sent.push({ command: command.constructor.name, input: command.input });
    return answer();
  };
  return { sent, sqs: { send } as unknown as SQSClient };
}

const record = (id: string, detail: unknown, receives = 1): SQSRecord =>
  ({
    messageId: id,
    receiptHandle: `handle-${id}`,
    body: typeof detail === "string" ? detail : JSON.stringify({ detail }),
    attributes: { ApproximateReceiveCount: String(receives) },
  }) as unknown as SQSRecord;

const context = { getRemainingTimeInMillis: () => 60_000 };
const queue = { url: "https://sqs/own", deadLetters: "https://sqs/dead" };

async function consumed(
  records: readonly SQSRecord[],
  handle: Subscription["handle"],
  answer?: () => object,
) {
  const { sent, sqs } = recordedSqs(answer);
  const subscription: Subscription = { name: "load", handle };
  const response = await consume({ Records: [...records] }, context, subscription, {
    sqs,
    queue,
    metrics: silentMetrics,
  });
  return { sent, failed: response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

describe("a batch", () => {
  test("gives each event's detail to the subscription, and acknowledges what is done", async () => {
    const seen: unknown[] = [];
    const { failed, sent } = await consumed(
      [record("a", { n: 1 }), record("b", { n: 2 }, 4)],
      async (event, delivery) => {
        seen.push([event, delivery.attempt, delivery.lastAttempt]);
        return "done";
      },
    );
    expect(seen).toEqual([
      [{ n: 1 }, 1, false],
      [{ n: 2 }, 4, true],
    ]);
    expect({ failed, sent }).toEqual({ failed: [], sent: [] });
  });

  test.each([
    [1, 2],
    [2, 4],
    [3, 8],
  ])(
    "what may pass is hidden, after attempt %i for %i s, and the others are acknowledged",
    async (attempt, seconds) => {
      const { failed, sent } = await consumed(
        [record("a", {}, attempt), record("b", { fine: true })],
        async (event) => {
          if ((event as { fine?: boolean }).fine) return "done";
          throw new Transient("warehouse.locked", "not now");
        },
      );
      expect(failed).toEqual(["a"]);
      expect(sent).toEqual([
        {
          command: "ChangeMessageVisibilityCommand",
          input: { QueueUrl: queue.url, ReceiptHandle: "handle-a", VisibilityTimeout: seconds },
        },
      ]);
    },
  );

  test.each([
    ["what may pass, at the last attempt", 4, new Transient("warehouse.locked", "not now")],
    ["what may not, at the first", 1, new Permanent("file.damaged", "half of it is missing")],
  ])("%s, goes to the dead letters with its reason", async (_, attempt, error) => {
    const { failed, sent } = await consumed([record("a", { n: 1 }, attempt)], async () => {
      throw error;
    });
    expect(failed).toEqual([]);
    expect(sent).toMatchObject([
      {
        command: "SendMessageCommand",
        input: {
          QueueUrl: queue.deadLetters,
          MessageBody: JSON.stringify({ detail: { n: 1 } }),
          MessageAttributes: { "waybill-code": { StringValue: error.code } },
        },
      },
    ]);
  });

  test("what is put off goes back as a new message: that is no try", async () => {
    const { failed, sent } = await consumed([record("a", { n: 1 })], async () => "later");
    expect(failed).toEqual([]);
    expect(sent).toMatchObject([
      { command: "SendMessageCommand", input: { QueueUrl: queue.url, DelaySeconds: 15 } },
    ]);
  });

  test("a message that is no event is a dead letter", async () => {
    const { failed, sent } = await consumed([record("a", "{not json")], async () => "done");
    expect(failed).toEqual([]);
    expect(sent).toMatchObject([
      { input: { MessageAttributes: { "waybill-code": { StringValue: "event.unreadable" } } } },
    ]);
  });

  test("where the dead letters cannot be reached, the message stays in its queue", async () => {
    const { failed } = await consumed(
      [record("a", {})],
      async () => {
        throw new Permanent("file.damaged", "no");
      },
      () => {
        throw Object.assign(new Error("out"), { $metadata: { httpStatusCode: 503 } });
      },
    );
    expect(failed).toEqual(["a"]);
  });
});
