import type { Message } from "@aws-sdk/client-sqs";
import { RUN, testEvent } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { bodyOf } from "./body.ts";
import { letterOf } from "./dead-letter.ts";
import { type Burial, burialAttributes } from "./letter.ts";

const QUEUE = {
  subscription: "load",
  url: "https://q/1/dead",
  sourceUrl: "https://q/1/load",
  maxReceiveCount: 6,
};
const SENT_AT = Date.UTC(2026, 10, 24, 12);
const event = testEvent();
const text = (StringValue: string) => ({ DataType: "String", StringValue });

const message = (more: Partial<Message> = {}): Message => ({
  MessageId: "m-1",
  Body: bodyOf(event, { source: "waybill", account: "1", region: "eu-central-1" }),
  Attributes: { SentTimestamp: String(SENT_AT), ApproximateReceiveCount: "9" },
  ...more,
});
const known = {
  id: "m-1",
  subscription: "load",
  eventId: event.metadata.id,
  runId: RUN,
  type: "Failed",
  envelope: event,
};

describe("a dead letter", () => {
  test("that the edge sent is what it said", () => {
    const burial: Burial = {
      subscription: "load",
      reason: { class: "permanent", code: "a.b", message: "no", where: null, why: null, next: "do" },
      attempts: 3,
      diedAt: SENT_AT + 5,
    };
    expect(letterOf(message({ MessageAttributes: { ...burialAttributes(burial) } }), QUEUE)).toEqual({
      ...known,
      ...burial,
    });
  });

  test("that SQS moved says what that means, and where to look", () => {
    const movedFrom = "arn:aws:sqs:eu-central-1:1:load";
    const moved = message();
    const letter = letterOf(
      { ...moved, Attributes: { ...moved.Attributes, DeadLetterQueueSourceArn: movedFrom } },
      QUEUE,
    );
    expect(letter).toMatchObject({ ...known, attempts: 6, diedAt: SENT_AT });
    expect(letter.reason).toEqual({
      class: "transient",
      code: "delivery.unfinished",
      message: "load was given it 6 times and never said what became of it",
      where: movedFrom,
      why: expect.stringContaining("out of memory"),
      next: expect.stringContaining("look into the log of load"),
    });
  });

  test("that EventBridge could not deliver says what EventBridge says", () => {
    const MessageAttributes = {
      RULE_ARN: text("arn:aws:events:eu-central-1:1:rule/waybill/load"),
      TARGET_ARN: text("arn:aws:sqs:eu-central-1:1:load"),
      ERROR_CODE: text("NO_PERMISSIONS"),
      ERROR_MESSAGE: text("Lack of permissions to invoke target."),
      EXHAUSTED_RETRY_CONDITION: text("MaximumRetryAttempts"),
      RETRY_ATTEMPTS: { DataType: "Number", StringValue: "4" },
    };
    const letter = letterOf(message({ MessageAttributes }), QUEUE);
    expect(letter).toMatchObject({ ...known, attempts: 5, diedAt: SENT_AT });
    expect(letter.reason).toEqual({
      class: "permanent",
      code: "bus.undelivered",
      message: "EventBridge could not put it into the queue of load: NO_PERMISSIONS",
      where: "arn:aws:events:eu-central-1:1:rule/waybill/load",
      why: "Lack of permissions to invoke target.; tried until MaximumRetryAttempts",
      next: expect.stringContaining("waybill dlq redrive"),
    });
  });

  test("of which EventBridge tells nothing but a code is shown too", () => {
    const letter = letterOf(message({ MessageAttributes: { ERROR_CODE: text("SDK_CLIENT_ERROR") } }), QUEUE);
    expect(letter.reason).toMatchObject({ where: null, why: null });
    expect(letter.attempts).toBe(1);
  });

  test.each([
    ["{broken", "{broken"],
    ['{"Records":[]}', { Records: [] }],
    ['{"detail":{"metadata":"none"}}', { metadata: "none" }],
    ["[1]", [1]],
    ["null", null],
  ])("whose body is %s is kept as what it is", (Body, envelope) => {
    expect(letterOf(message({ Body }), QUEUE)).toMatchObject({
      eventId: "m-1",
      runId: null,
      type: null,
      envelope,
    });
  });
});
