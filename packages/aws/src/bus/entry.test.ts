import { testEvent } from "@waybill/core/testing";
import { expect, test } from "vitest";
import { entryBytes, entryOf } from "./entry.ts";

const address = { busName: "waybill-prod", source: "waybill" };

test("an entry says of itself what the envelope says", () => {
  const event = testEvent({ type: "Loaded", second: 7, data: { text: "Zoë" } });
  expect(entryOf(event, address)).toEqual({
    EventBusName: "waybill-prod",
    Source: "waybill",
    DetailType: "Loaded",
    Detail: JSON.stringify(event),
    Time: new Date("2026-11-24T12:00:07.000Z"),
    TraceHeader: `Root=1-${"a".repeat(8)}-${"a".repeat(24)};Parent=${"b".repeat(16)};Sampled=1`,
  });
});

test("its size is counted in UTF-8, with 14 bytes for the time", () => {
  expect(entryBytes({ Source: "waybill", DetailType: "Loaded", Detail: '{"a":"ë🚚"}' })).toBe(
    14 + 7 + 6 + 14,
  );
  expect(entryBytes({ EventBusName: "any", TraceHeader: "any" })).toBe(14);
});
