import type { Bus } from "@waybill/core";
import { testEvents } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { fakeBus } from "./testing/fake-bus.ts";
import type { Fault } from "./testing/faults.ts";

const LIMITS = { answerMs: 150 };
const EVENTS = testEvents(7);
const ids = (events: typeof EVENTS) => events.map(({ metadata }) => metadata.id);

/** How each way into a queue is called, and calls AWS. */
const ways = [
  ["publish", "PutEvents", "bus waybill-test", (bus: Bus, events = EVENTS) => bus.publish(events)],
  [
    "deliver",
    "SendMessageBatch",
    "queue of everything",
    (bus: Bus, events = EVENTS) => bus.deliver("everything", events),
  ],
] as const;

describe.concurrent.each(ways)("%s, when AWS falters", (verb, operation, where, send) => {
  const passing: readonly Fault[] = [
    "throttle",
    "too-many",
    "internal",
    "unavailable",
    "hang",
    "reset",
    "partial",
  ];
  test.each(passing)("%s once: each event arrives, once", async (fault) => {
    await using subject = await fakeBus(undefined, { limits: LIMITS });
    subject.aws.fail(operation, fault);
    await send(subject.bus);
    expect(ids(subject.drain("everything")).sort()).toEqual(ids(EVENTS).sort());
    expect(subject.aws.calls(operation)).toBe(2);
  });

  test("an answer that is lost: each event arrives twice, under the same id", async () => {
    await using subject = await fakeBus(undefined, { limits: LIMITS });
    subject.aws.fail(operation, "lost");
    await send(subject.bus);
    expect(ids(subject.drain("everything"))).toEqual([...ids(EVENTS), ...ids(EVENTS)]);
  });

  const lasting: readonly Fault[] = ["throttle", "unavailable", "hang", "reset"];
  test.each(lasting)("%s for good: it may pass, and the error says what is missing", async (fault) => {
    await using subject = await fakeBus(undefined, { limits: LIMITS });
    subject.aws.fail(operation, ...Array<Fault>(3).fill(fault));
    const [a, b, c] = EVENTS.map(({ metadata }) => `Failed ${metadata.id}`);
    await expect(send(subject.bus)).rejects.toMatchObject({
      class: "transient",
      code: "bus.unavailable",
      message: `cannot ${verb} 7 of 7 events just now`,
      where: `${where}: ${a}, ${b}, ${c}, and 4 more`,
    });
    expect(subject.aws.calls(operation)).toBe(3);
    expect(subject.drain("everything")).toEqual([]);
  });

  test("an answer that confirms nothing is not taken for one that does", async () => {
    await using subject = await fakeBus();
    subject.aws.fail(operation, "silent");
    await send(subject.bus);
    expect(ids(subject.drain("everything")).sort()).toEqual(ids(EVENTS).sort());
    subject.aws.fail(operation, ...Array<Fault>(5).fill("silent"));
    await expect(send(subject.bus)).rejects.toMatchObject({
      code: "bus.unavailable",
      message: `cannot ${verb} 7 of 7 events just now`,
      why: "Unconfirmed: the answer does not say what became of it",
    });
  });

  test("in part, again and again: only what is missing is sent again", async () => {
    await using subject = await fakeBus();
    subject.aws.fail(operation, "partial", "partial", "partial");
    await send(subject.bus);
    // 7, then 3 of them, then 1; a call with one entry has no other half to fail.
    expect(subject.aws.calls(operation)).toBe(3);
    expect(ids(subject.drain("everything")).sort()).toEqual(ids(EVENTS).sort());
  });

  test("in part, and then not at all: the error counts what did arrive", async () => {
    await using subject = await fakeBus();
    subject.aws.fail(operation, "partial", "throttle", "throttle", "throttle");
    await expect(send(subject.bus)).rejects.toMatchObject({
      code: "bus.unavailable",
      message: `cannot ${verb} 3 of 7 events just now`,
    });
    expect(subject.drain("everything")).toHaveLength(4);
  });

  test.each([
    ["denied", "aws.denied"],
    ["refused", "aws.refused"],
  ] as const)("%s: final at once", async (fault, code) => {
    await using subject = await fakeBus();
    subject.aws.fail(operation, fault);
    await expect(send(subject.bus)).rejects.toMatchObject({ class: "permanent", code });
    expect(subject.aws.calls(operation)).toBe(1);
  });

  test("the first failure ends it: what is not yet on its way stays", async () => {
    await using subject = await fakeBus();
    const events = testEvents(200);
    subject.aws.fail(operation, "refused");
    await expect(send(subject.bus, events)).rejects.toMatchObject({ code: "aws.refused" });
    const calls = subject.aws.calls(operation);
    expect(calls).toBeLessThan(20);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(subject.aws.calls(operation)).toBe(calls);
  });
});
