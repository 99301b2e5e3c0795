import { describe, expect, test } from "vitest";
import { busSuite } from "./bus-suite.ts";
import { memoryBus } from "./memory-bus.ts";
import { testEvent } from "./test-event.ts";

const all = [{ name: "all", pattern: { source: ["waybill"] } }];

describe.each(["ignored", "delivered"] as const)("memoryBus, republishing %s", (republish) => {
  busSuite(async (subscriptions) => {
    const bus = memoryBus({ subscriptions, republish });
    return {
      bus,
      drain: async (name) => {
        const messages = bus.messages.filter(({ subscription }) => subscription === name);
        messages.forEach(bus.acknowledge);
        return messages.map(({ envelope }) => envelope);
      },
      close: async () => {},
    };
  });
});

describe("memoryBus", () => {
  test.each([
    ["ignored", 1],
    ["delivered", 2],
  ] as const)("republishing %s leaves %i messages, and one entry in the log", async (republish, count) => {
    const bus = memoryBus({ subscriptions: all, republish });
    await bus.publish([testEvent()]);
    await bus.publish([testEvent()]);
    expect(bus.messages).toHaveLength(count);
    expect(bus.log).toEqual([testEvent()]);
  });

  test("a message stays until it is acknowledged", async () => {
    const bus = memoryBus({ subscriptions: all });
    await bus.publish([testEvent(), testEvent({ slot: { stage: "load" } })]);
    const [first, second] = bus.messages;
    if (first) bus.acknowledge(first);
    expect(bus.messages).toEqual([second]);
    if (first) bus.acknowledge(first);
    expect(bus.messages).toEqual([second]);
  });

  test("what a sender changes afterwards is not in the queue", async () => {
    const bus = memoryBus({ subscriptions: all });
    const data = { rows: 1 };
    await bus.publish([testEvent({ data })]);
    data.rows = 2;
    expect(bus.messages[0]?.envelope.data).toEqual({ rows: 1 });
    expect(bus.log[0]?.data).toEqual({ rows: 1 });
  });
});
