import * as fc from "fast-check";
import { expect, test } from "vitest";
import { urnKey } from "./urn-key.ts";

/** Bytes that DynamoDB takes as a partition key. */
const LIMIT = 2048;
const urns = fc.string({ unit: "grapheme", maxLength: 3000, size: "max" });

test("a key fits into DynamoDB's, whatever the urn", () => {
  fc.assert(
    fc.property(urns, (urn) => {
      expect(Buffer.byteLength(`dataset#${urnKey(urn)}`)).toBeLessThanOrEqual(LIMIT);
    }),
  );
});

test("different urns have different keys", () => {
  fc.assert(
    fc.property(urns, urns, (a, b) => {
      expect(urnKey(a) === urnKey(b)).toBe(a === b);
    }),
  );
});

test("a short urn is its own key, a long one is its digest; bytes count, not letters", () => {
  expect(urnKey("file:data/flights.csv")).toBe("file:data/flights.csv");
  expect(urnKey("x".repeat(2000))).toBe("x".repeat(2000));
  expect(urnKey("x".repeat(2001))).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(urnKey("é".repeat(1001))).toMatch(/^sha256:[0-9a-f]{64}$/);
});
