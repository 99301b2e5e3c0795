import { Permanent, Transient } from "@waybill/core";
import { testEvent } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { dispatching, subscribed } from "../testing/dispatching.ts";

const hiccup = new Transient("test.hiccup", "a hiccup");

describe("announcing a dead letter", () => {
  const dead = new Permanent("test.no", "never");
  const failing = subscribed(async () => {
    throw dead;
  });

  test("comes before it is one, with the event and the error", async () => {
    const told: unknown[] = [];
    await using subject = dispatching([failing], {
      onDead: async (dying, error) => {
        told.push(dying, error, subject.bus.deadLetters.list({ limit: 1 }).items.length);
      },
    });
    await subject.bus.publish([testEvent()]);
    await subject.dispatcher.idle();
    const dying = {
      subscription: "all",
      eventId: testEvent().metadata.id,
      envelope: testEvent(),
      attempt: 1,
    };
    expect(told).toEqual([dying, dead, 0]);
    expect(subject.bus.deadLetters.list({ limit: 10 }).items).toHaveLength(1);
  });

  test("that hiccups puts the dead letter off until it succeeds", async () => {
    let calls = 0;
    await using subject = dispatching([failing], {
      onDead: async () => {
        if (++calls < 3) throw hiccup;
      },
    });
    await subject.bus.publish([testEvent()]);
    await subject.clock.advance(0);
    for (let i = 0; i < 2; i++) {
      expect(subject.bus.deadLetters.list({ limit: 10 }).items).toEqual([]);
      await subject.clock.advance(8000);
    }
    await subject.dispatcher.idle();
    expect(calls).toBe(3);
    expect(subject.bus.deadLetters.show(1).reason.code).toBe("test.no");
  });

  test("that cannot be made is logged, and it is a dead letter all the same", async () => {
    await using subject = dispatching([failing], {
      onDead: async () => {
        throw new TypeError("a mistake");
      },
    });
    await subject.bus.publish([testEvent()]);
    await subject.dispatcher.idle();
    expect(subject.metrics.lines[0]).toContain("could not be announced: TypeError: a mistake");
    expect(subject.bus.deadLetters.list({ limit: 10 }).items).toHaveLength(1);
  });
});
