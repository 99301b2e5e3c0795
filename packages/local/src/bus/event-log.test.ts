import { LATER_RUN, RUN, testEvent, testEvents } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { temporaryBus } from "../testing/temporary-bus.ts";
import type { HistoryFilter } from "./event-log.ts";

const EVENTS = [
  testEvent({ type: "Planned", slot: { unit: "run", stage: "plan" }, second: 5 }),
  testEvent({ type: "Failed", second: 6 }),
  testEvent({ type: "Planned", runId: LATER_RUN, pipeline: "orders", second: 4 }),
];

async function history(filter: Partial<HistoryFilter>) {
  using subject = temporaryBus();
  await subject.bus.publish(EVENTS);
  return subject.bus.log.read({ limit: 10, ...filter }).items;
}

describe("the event log", () => {
  test.each([
    ["everything, in the order of publication", {}, [0, 1, 2]],
    ["a run", { runId: RUN }, [0, 1]],
    ["a type", { type: "Planned" }, [0, 2]],
    ["a pipeline", { pipeline: "orders" }, [2]],
    ["from a time on", { since: "2026-11-24T12:00:05.000Z" }, [0, 1]],
    ["up to a time", { until: "2026-11-24T12:00:05.000Z" }, [2]],
    ["a type of a run at a time", { runId: RUN, type: "Failed", since: "2026-11-24T12:00:06.000Z" }, [1]],
    ["nothing that is there", { runId: "none" }, []],
  ] as const)("gives %s", async (_, filter, expected) => {
    expect(await history(filter)).toEqual(expected.map((i) => EVENTS[i]));
  });

  test("gives pages, each event once, also while more are published", async () => {
    using subject = temporaryBus();
    const { bus } = subject;
    const events = testEvents(5);
    await bus.publish(events.slice(0, 4));
    const first = bus.log.read({ limit: 2 });
    await bus.publish(events.slice(4));
    const second = bus.log.read({ limit: 2 }, first.next);
    const third = bus.log.read({ limit: 2 }, second.next);
    expect([...first.items, ...second.items, ...third.items]).toEqual(events);
    expect(third.next).toBeNull();
  });
});
