import { busSuite, testEvent, testEvents } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { fakeBus } from "./testing/fake-bus.ts";

const ids = (events: readonly { readonly metadata: { readonly id: string } }[]) =>
  events.map(({ metadata }) => metadata.id).sort();

describe("eventBridgeBus", () => {
  busSuite(async (subscriptions) => {
    const subject = await fakeBus(subscriptions);
    return {
      bus: subject.bus,
      drain: async (name) => subject.drain(name),
      close: async () => void (await subject[Symbol.asyncDispose]()),
    };
  });

  test("ten events to a call", async () => {
    await using subject = await fakeBus();
    await subject.bus.publish(testEvents(57));
    expect(subject.aws.calls("PutEvents")).toBe(6);
    await subject.bus.deliver("everything", testEvents(21));
    expect(subject.aws.calls("SendMessageBatch")).toBe(3);
  });

  test("events that are large together go in calls of their own", async () => {
    await using subject = await fakeBus();
    const large = testEvents(6, { data: { text: "x".repeat(100_000) } });
    await subject.bus.publish(large);
    await subject.bus.deliver("everything", large);
    expect(subject.aws.calls("PutEvents")).toBe(3);
    expect(subject.aws.calls("SendMessageBatch")).toBe(3);
    expect(ids(subject.drain("everything"))).toEqual(ids([...large, ...large]));
  });

  test("an event has one form in a queue, delivered or published, and the trace with it", async () => {
    await using subject = await fakeBus();
    const event = testEvent({ data: { text: "Zoë 🚚" } });
    await subject.bus.publish([event]);
    await subject.bus.deliver("everything", [event]);
    const [published, delivered] = subject.queueOf("everything").messages;
    const body = (message: typeof published) => ({ ...JSON.parse(message?.body ?? "{}"), id: "any" });
    expect(body(delivered)).toEqual(body(published));
    expect(delivered?.trace).toBe(
      `Root=1-${"a".repeat(8)}-${"a".repeat(24)};Parent=${"b".repeat(16)};Sampled=1`,
    );
    expect(delivered?.trace).toBe(published?.trace);
  });

  test("history keeps its order on the way into a queue", async () => {
    await using subject = await fakeBus();
    const events = testEvents(35);
    await subject.bus.deliver("everything", events);
    expect(subject.drain("everything")).toEqual(events);
  });

  test("characters that SQS refuses get into a queue all the same", async () => {
    await using subject = await fakeBus();
    const event = testEvent({ data: { odd: "\uFFFE \uFFFF \u0000" } });
    await subject.bus.deliver("everything", [event]);
    expect(subject.drain("everything")).toEqual([event]);
  });

  test("a subscription that is not there is named beside those that are", async () => {
    await using subject = await fakeBus();
    for (const name of ["everythin", "constructor"]) {
      await expect(subject.bus.deliver(name, [testEvent()])).rejects.toMatchObject({
        class: "permanent",
        code: "bus.unknown-subscription",
        message: `there is no subscription called ${name}`,
        why: "there are everything",
      });
    }
  });

  test("a bus that is not there is final, and named", async () => {
    await using subject = await fakeBus(undefined, { busName: "another" });
    await expect(subject.bus.publish([testEvent()])).rejects.toMatchObject({
      class: "permanent",
      code: "aws.refused",
      message: "cannot publish 1 of 1 event: AWS refuses it",
      where: `bus another: Failed ${testEvent().metadata.id}`,
      why: "InvalidArgument: no such bus",
    });
  });
});
