import { ContractError } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { DataQuality, Permanent, Transient, Usage } from "../errors.ts";
import { failedOutcome, finalError, reasonOf } from "./failure.ts";
import { delivery } from "./testing/house.ts";

describe("reasonOf", () => {
  it("says all that an error of ours says", () => {
    const error = new DataQuality("tolerance.rejected", "too many", { where: "settle", why: "w", next: "n" });
    expect(reasonOf(error)).toEqual({
      class: "data-quality",
      code: "tolerance.rejected",
      message: "too many",
      where: "settle",
      why: "w",
      next: "n",
    });
  });

  it.each([
    [new Transient("a.b", ""), "transient"],
    [new Permanent("a.b", ""), "permanent"],
    [new Usage("a.b", ""), "permanent"],
    [new ContractError("event.malformed", "Loaded at data.rows: expected number"), "permanent"],
    [new TypeError("x"), "permanent"],
    ["a text that was thrown", "permanent"],
  ])("%s is %s", (error, expected) => {
    expect(reasonOf(error)).toMatchObject({ class: expected });
  });

  it("leaves nothing undefined: an event carries null", () => {
    for (const error of [new Permanent("a.b", "c"), new ContractError("event.malformed", "c"), 7]) {
      expect(Object.values(reasonOf(error))).not.toContain(undefined);
    }
  });

  it("names the first place in the stack of what is no error of ours", () => {
    const reason = reasonOf(new TypeError("row.price is not a function"));
    expect(reason).toMatchObject({ code: "unexpected", message: "TypeError: row.price is not a function" });
    expect(reason.where).toMatch(/^\/.*\/failure\.test\.ts:\d+:\d+$/);
  });

  it.each([
    ["at each (file:///home/me/pipelines/orders.ts:12:5)", "/home/me/pipelines/orders.ts:12:5"],
    ["at file:///home/me/orders.ts:3:1", "/home/me/orders.ts:3:1"],
    ["at async Promise.all (index 0)\n    at /srv/a.ts:1:2", "/srv/a.ts:1:2"],
    ["at node:internal/timers:1:1\n    at each (/srv/my orders.ts:4:2)", "/srv/my orders.ts:4:2"],
  ])("finds the place in %j", (line, place) => {
    const error = new Error("no");
    error.stack = `Error: no\n    ${line}`;
    expect(reasonOf(error).where).toBe(place);
  });

  it("takes no path in the message for the place", () => {
    const error = new Error("cannot read /data/a.csv:3:5");
    error.stack = `Error: ${error.message}\n    at each (/srv/orders.ts:4:2)`;
    expect(reasonOf(error).where).toBe("/srv/orders.ts:4:2");
  });

  it("has no place where there is none", () => {
    const bare = new Error("no");
    delete bare.stack;
    expect(reasonOf(bare).where).toBeNull();
    expect(reasonOf({ thrown: true })).toMatchObject({ where: null, message: "[object Object]" });
  });
});

describe("finalError", () => {
  const hiccup = new Transient("a.b", "");
  const mistake = new Permanent("a.b", "");
  const timeout = AbortSignal.abort(hiccup);
  const shutdown = AbortSignal.abort(new DOMException("stopping", "AbortError"));

  it.each([
    ["a mistake", mistake, {}, mistake],
    ["what is no error of ours", 7, {}, 7],
    ["a hiccup at the last attempt", hiccup, { lastAttempt: true }, hiccup],
    [
      "a time-out at the last attempt, whatever was thrown",
      mistake,
      { signal: timeout, lastAttempt: true },
      hiccup,
    ],
  ])("is one for %s", (_, thrown, more, expected) => {
    expect(finalError(thrown, delivery(more))).toBe(expected);
  });

  it.each([
    ["a hiccup", hiccup, {}, ""],
    ["a time-out", mistake, { signal: timeout }, ""],
    ["a shutdown, also at the last attempt", mistake, { signal: shutdown, lastAttempt: true }, "stopping"],
  ])("is none for %s: it is thrown on", (_, thrown, more, message) => {
    expect(() => finalError(thrown, delivery(more))).toThrow(message);
  });
});

it("failedOutcome says how often it was tried", () => {
  const reason = reasonOf(new Permanent("a.b", "c"));
  expect(failedOutcome(reason, 4)).toMatchObject({
    definition: { type: "Failed" },
    data: { reason, attempts: 4 },
  });
});
