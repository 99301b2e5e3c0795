import { testEvent } from "@waybill/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountOf, bodyOf, eventIn, parsed } from "./body.ts";

const origin = { source: "waybill", account: "123456789012", region: "eu-central-1" };

describe("the body of a message", () => {
  test("is what a rule puts into its queue", () => {
    const event = testEvent({ second: 5 });
    expect(JSON.parse(bodyOf(event, origin))).toEqual({
      version: "0",
      id: event.metadata.id,
      "detail-type": "Failed",
      source: "waybill",
      account: "123456789012",
      time: "2026-11-24T12:00:05Z",
      region: "eu-central-1",
      resources: [],
      detail: event,
    });
  });

  test("has the event in it, to the last character", () =>
    fc.assert(
      fc.property(fc.json(), (json) => {
        const event = testEvent({ data: JSON.parse(json) });
        expect(eventIn(bodyOf(event, origin), "m-1")).toEqual(JSON.parse(JSON.stringify(event)));
      }),
    ));

  test.each([
    ["{broken", "it is no JSON"],
    ["[]", "it has no `detail`"],
    ["null", "it has no `detail`"],
    ['{"Records":[]}', "it has no `detail`"],
  ])("that is %s is refused with its place", (body, why) => {
    expect(() => eventIn(body, "m-1")).toThrow(
      expect.objectContaining({ class: "permanent", code: "event.unreadable", where: "message m-1", why }),
    );
  });
});

test("the account is in the queue's URL, whoever serves it", () => {
  expect(accountOf("https://sqs.eu-central-1.amazonaws.com/123456789012/waybill-load")).toBe("123456789012");
  expect(accountOf("http://sqs.us-east-1.localhost:4566/000000000000/q")).toBe("000000000000");
  expect(accountOf("http://127.0.0.1:9324/q")).toBe("");
});

test("what is no JSON is undefined, which JSON never is", () => {
  expect(parsed("null")).toBeNull();
  expect(parsed("")).toBeUndefined();
});
