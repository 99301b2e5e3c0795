import type { Envelope } from "@waybill/events";
import { eventIn } from "../../queues/body.ts";
import { type EventBridgeBusOptions, eventBridgeBus } from "../event-bridge-bus.ts";
import { eventBridgeOperations } from "./event-bridge-operations.ts";
import { type FakeAws, fakeAws } from "./fake-aws.ts";
import { FakeQueue } from "./fake-queue.ts";
import { sqsOperations } from "./sqs-operations.ts";

const BUS_NAME = "waybill-test";
const EVERYTHING = [{ name: "everything", pattern: { source: ["waybill"] } }] as const;

/** The bus against a fake of AWS that has a rule and a queue for each subscription. */
export async function fakeBus(
  subscriptions: readonly { readonly name: string; readonly pattern: unknown }[] = EVERYTHING,
  options: Partial<EventBridgeBusOptions> = {},
) {
  const rules = subscriptions.map(({ name, pattern }) => ({
    name,
    pattern,
    queue: new FakeQueue(`waybill-${name}`),
  }));
  const queues = rules.map(({ queue }) => queue);
  const aws: FakeAws = await fakeAws({
    ...eventBridgeOperations(BUS_NAME, rules),
    ...sqsOperations(queues),
  });
  const bus = eventBridgeBus({
    aws: aws.settings,
    busName: BUS_NAME,
    queues: Object.fromEntries(rules.map(({ name, queue }) => [name, queue.url])),
    patience: { tries: 5, firstMs: 1 },
    ...options,
  });
  const queueOf = (name: string) => rules.find((rule) => rule.name === name)?.queue as FakeQueue;
  return {
    aws,
    bus,
    queueOf,
    /** Everything in a subscription's queue, which is empty then. */
    drain: (name: string): Envelope[] =>
      queueOf(name)
        .messages.splice(0)
        .map(({ body, id }) => eventIn(body, id) as Envelope),
    [Symbol.asyncDispose]: () => aws[Symbol.asyncDispose](),
  };
}
