import type { DeadLetter } from "@waybill/local";
import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { letterJson, letterLines } from "./list.ts";

const letter: DeadLetter = {
  id: 4,
  subscription: "subscriber-announce",
  eventId: "01EVENT",
  runId: "01RUN",
  type: "Loaded",
  reason: {
    class: "permanent",
    code: "unexpected",
    message: "TypeError: x is not a function",
    where: null,
    why: null,
    next: null,
  },
  attempts: 4,
  diedAt: Date.UTC(2026, 10, 24, 10),
  envelope: { metadata: { type: "Loaded" } },
};

test("who gave up on what, and why", () => {
  expect(letterLines([letter, { ...letter, id: 12, type: null, runId: null }], null, plainPaint)).toEqual([
    "id  queue                event    run      tried  class      why",
    " 4  subscriber-announce  Loaded   01RUN        4  permanent  unexpected: TypeError: x is not a function",
    "12  subscriber-announce  unknown  unknown      4  permanent  unexpected: TypeError: x is not a function",
  ]);
  expect(letterLines([], null, plainPaint)).toEqual(["no dead letter"]);
});

test("a dead letter for a program", () => {
  expect(letterJson(letter)).toEqual({
    id: 4,
    subscription: "subscriber-announce",
    type: "Loaded",
    reason: letter.reason,
    attempts: 4,
    run: "01RUN",
    event: "01EVENT",
    at: "2026-11-24T10:00:00.000Z",
    envelope: letter.envelope,
  });
});
