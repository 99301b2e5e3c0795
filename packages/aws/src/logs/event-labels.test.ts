import { RUN, testEvent } from "@waybill/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventLabels } from "./event-labels.ts";

describe("eventLabels", () => {
  test("are the ids by which a line is found", () => {
    const event = testEvent({ pipeline: "orders", slot: { unit: "orders#3" } });
    expect(eventLabels(event)).toEqual({
      pipeline: "orders",
      tenant: "default",
      run: RUN,
      unit: "orders#3",
      event: event.metadata.id,
      type: "Failed",
      trace: "a".repeat(32),
    });
  });

  test("are what there is, of whatever was received", () => {
    expect(eventLabels({ metadata: { runId: RUN, id: 7, slot: null, traceparent: "odd" } })).toEqual({
      run: RUN,
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ metadata: fc.anything() })), (received) => {
        for (const label of Object.values(eventLabels(received))) expect(typeof label).toBe("string");
      }),
    );
  });
});
