import { expect, test } from "vitest";
import { eventsAround } from "./pattern-events.ts";

const event = { source: "s", detail: { a: 1 } };

test("an event is as it is, right in all, and wrong or without in each", () => {
  const pattern = { source: ["waybill"], detail: { b: { c: ["x", "y"] } } };
  expect(eventsAround(pattern, event)).toEqual([
    event,
    { source: "waybill", detail: { a: 1, b: { c: "x" } } },
    { source: "another", detail: { a: 1, b: { c: "x" } } },
    { source: "waybill", detail: { a: 1, b: { c: "another" } } },
    { detail: { a: 1, b: { c: "x" } } },
    { source: "waybill", detail: { a: 1, b: {} } },
  ]);
});

test("each alternative has its own, and the event stays as it was", () => {
  const pattern = { source: ["w"], $or: [{ detail: { a: [{ prefix: "k/" }] } }, { detail: { a: [2] } }] };
  const around = eventsAround(pattern, event);
  expect(around).toContainEqual({ source: "w", detail: { a: "k/and more" } });
  expect(around).toContainEqual({ source: "w", detail: { a: 2 } });
  expect(around).toHaveLength(11);
  expect(event).toEqual({ source: "s", detail: { a: 1 } });
});

test("an operator that is not known is told", () => {
  expect(() => eventsAround({ a: [{ numeric: [">", 1] }] }, event)).toThrow('{"numeric":[">",1]}');
});
