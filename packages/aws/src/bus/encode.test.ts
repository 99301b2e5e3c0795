import { testEvent } from "@waybill/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENT_BYTES, encode } from "./encode.ts";

/** What SQS documents as the characters of a message. */
const TAKEN_BY_SQS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

const sized = (bytes: number) => {
  const empty = Buffer.byteLength(JSON.stringify(testEvent({ data: { text: "" } })));
  return testEvent({ data: { text: "x".repeat(bytes - empty) } });
};

describe("encode", () => {
  test("is the event as JSON, in characters that SQS takes", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("\uFFFE", "\uFFFF", "\u0000", "\uD800", ""),
        (text, odd) => {
          const event = testEvent({ data: { text: odd + text + odd, [odd]: odd } });
          const encoded = encode(event);
          expect(JSON.parse(encoded)).toEqual(event);
          expect(encoded).toMatch(TAKEN_BY_SQS);
        },
      ),
    ));

  test("takes the most that there may be, and nothing beyond", () => {
    expect(Buffer.byteLength(encode(sized(EVENT_BYTES)))).toBe(262_144);
    const large = sized(EVENT_BYTES + 1);
    expect(() => encode(large)).toThrow(
      expect.objectContaining({
        class: "permanent",
        code: "bus.too-large",
        message: "the Failed event has 262145 bytes, the bus takes 262144",
        where: `event ${large.metadata.id} of run ${large.metadata.runId}`,
        next: "write the large part as an artifact and put its uri into the event",
      }),
    );
  });
});
