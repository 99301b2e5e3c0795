import { systemClock } from "@waybill/core";
import { testEvent } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { openState } from "../state/open.ts";
import { errorOf, rejectionOf } from "../testing/error-of.ts";
import { ALL, FAILURES, temporaryBus } from "../testing/temporary-bus.ts";
import { temporaryState } from "../testing/temporary-state.ts";
import { SqliteBus } from "./sqlite-bus.ts";

const LOADS = { name: "loads", pattern: { "detail-type": ["Loaded"] } } as const;

describe("declaring subscriptions", () => {
  test("a new one gets what is published from then on", async () => {
    using subject = temporaryBus();
    const { bus } = subject;
    await bus.publish([testEvent({ type: "Loaded" })]);
    bus.declare([ALL, LOADS]);
    await bus.publish([testEvent({ type: "Loaded", slot: { stage: "load" } })]);
    expect(bus.waiting(["loads"])).toBe(1);
  });

  test("one that is gone gets nothing more, keeps what it has, and goes on when it comes back", async () => {
    using subject = temporaryBus();
    const { bus } = subject;
    await bus.publish([testEvent()]);
    bus.declare([ALL]);
    await bus.publish([testEvent({ slot: { stage: "load" } })]);
    expect(bus.waiting(["failures"])).toBe(1);
    bus.declare([ALL, FAILURES]);
    await bus.publish([testEvent({ slot: { stage: "plan" } })]);
    expect(bus.waiting(["failures"])).toBe(2);
  });

  test("another pattern counts from then on", async () => {
    using subject = temporaryBus();
    const { bus } = subject;
    bus.declare([{ ...ALL, pattern: LOADS.pattern }]);
    await bus.publish([testEvent(), testEvent({ type: "Loaded", slot: { stage: "load" } })]);
    expect(bus.waiting(["all"])).toBe(1);
  });

  test("a process that declares nothing publishes to all, also to those declared while it is at work", async () => {
    using subject = temporaryBus();
    const { bus, clock, state } = subject;
    using onlooker = openState(state.folder);
    const other = new SqliteBus(onlooker, { clock });
    await other.publish([testEvent()]);
    expect([bus.waiting(["all"]), bus.waiting(["failures"])]).toEqual([1, 1]);
    bus.declare([ALL, FAILURES, LOADS]);
    await other.publish([testEvent({ type: "Loaded", slot: { stage: "load" } })]);
    expect(bus.waiting(["loads"])).toBe(1);
  });

  test("before any is declared nothing can be published: it would be in the log and reach nobody", async () => {
    using state = temporaryState();
    const bus = new SqliteBus(state, { clock: systemClock });
    expect(await rejectionOf(bus.publish([testEvent()]))).toMatchObject({ code: "bus.no-subscriptions" });
    bus.declare([ALL]);
    await bus.publish([testEvent()]);
    expect(bus.waiting(["all"])).toBe(1);
  });

  test("two of one name are refused, and nothing is changed", () => {
    using subject = temporaryBus();
    const error = errorOf(() => subject.bus.declare([LOADS, { ...ALL, name: "loads" }]));
    expect(error).toMatchObject({ class: "usage", code: "subscription.duplicate" });
    expect(error.message).toContain("loads");
    expect(errorOf(() => subject.bus.waiting(["loads"])).code).toBe("bus.unknown-subscription");
  });

  test("a filter that EventBridge would refuse is refused, with the place in it", () => {
    using subject = temporaryBus();
    const pattern = { detail: { metadata: { pipeline: "orders" } } };
    const error = errorOf(() => subject.bus.declare([{ name: "loads", pattern }]));
    expect(error).toMatchObject({
      class: "usage",
      code: "subscription.pattern",
      next: expect.stringMatching(/\w/),
    });
    expect(error.where).toBe("loads, at detail.metadata.pipeline");
  });

  test("an unknown name is an error that lists the known ones", () => {
    using subject = temporaryBus();
    const error = errorOf(() => subject.bus.receive("failure", 1));
    expect(error).toMatchObject({ code: "bus.unknown-subscription", why: "there are all, failures" });
  });
});
