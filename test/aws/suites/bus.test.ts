import { randomUUID } from "node:crypto";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { eventBridgeBus } from "@waybill/aws/bus";
import { eventIn } from "@waybill/aws/queues";
import { busSuite, testEvent, testEvents } from "@waybill/core/testing";
import type { Envelope } from "@waybill/events";
import { afterAll, expect, test } from "vitest";
import { makeFence } from "../emulated/fence.ts";
import { makeQueue, takeAll } from "../emulated/queue.ts";
import { describeOn } from "../standins/describe-on.ts";
import { settingsFor } from "../standins/settings.ts";

type Subscriptions = readonly { readonly name: string; readonly pattern: unknown }[];

describeOn(["localStack"], "the bus on LocalStack's EventBridge and SQS", ({ localStack }) => {
  const aws = settingsFor(localStack);
  const events = new EventBridgeClient(aws);
  const sqs = new SQSClient(aws);
  afterAll(() => {
    events.destroy();
    sqs.destroy();
  });

  /** A bus of its own, with a rule and a queue for each subscription. */
  async function makeBus(subscriptions: Subscriptions) {
    const busName = `bus-${randomUUID()}`;
    await events.send(new CreateEventBusCommand({ Name: busName }));
    const queues: Record<string, string> = {};
    for (const { name, pattern } of subscriptions) {
      const { url, arn } = await makeQueue(sqs, `${busName}-${name}`);
      const rule = { EventBusName: busName, Name: name, EventPattern: JSON.stringify(pattern) };
      await events.send(new PutRuleCommand(rule));
      await events.send(
        new PutTargetsCommand({ EventBusName: busName, Rule: name, Targets: [{ Id: "queue", Arn: arn }] }),
      );
      queues[name] = url;
    }
    const fence = await makeFence(events, sqs, busName);
    const bus = eventBridgeBus({ aws, busName, queues });
    const publish = async (published: readonly Envelope[]) => {
      await bus.publish(published);
      await fence.passed(published.length);
    };
    return { bus: { ...bus, publish }, queues };
  }

  busSuite(async (subscriptions) => {
    const { bus, queues } = await makeBus(subscriptions);
    return {
      bus,
      drain: async (name) =>
        (await takeAll(sqs, queues[name] ?? "")).map(
          ({ Body = "", MessageId = "" }) => eventIn(Body, MessageId) as Envelope,
        ),
      close: async () => {},
    };
  });

  const EVERYTHING = [{ name: "everything", pattern: { source: ["waybill"] } }];

  test("an event has one form in a queue, published or delivered", async () => {
    const { bus, queues } = await makeBus(EVERYTHING);
    const event = testEvent({ data: { text: "Zoë 🚚" } });
    await bus.publish([event]);
    const [published] = await takeAll(sqs, queues.everything!);
    await bus.deliver("everything", [event]);
    const [delivered] = await takeAll(sqs, queues.everything!);
    const body = (text = "{}") => ({ ...JSON.parse(text), id: "any" });
    expect(body(delivered?.Body)).toEqual(body(published?.Body));
  });

  test("events that are large together go in calls that AWS takes", async () => {
    const { bus, queues } = await makeBus(EVERYTHING);
    const large = testEvents(6, { data: { text: "x".repeat(200_000) } });
    await bus.publish(large);
    expect(await takeAll(sqs, queues.everything!)).toHaveLength(6);
    await bus.deliver("everything", large);
    expect(await takeAll(sqs, queues.everything!)).toHaveLength(6);
  });
});
