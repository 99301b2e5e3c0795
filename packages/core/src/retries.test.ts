import { describe, expect, test } from "vitest";
import { DataQuality, Permanent, Transient, Usage } from "./errors.ts";
import { isLastAttempt, mayPass, retrySeconds } from "./retries.ts";

describe("retries", () => {
  test("after 2, 4 and 8 seconds, and then no more", () => {
    expect([1, 2, 3, 4].map(retrySeconds)).toEqual([2, 4, 8, undefined]);
    expect([1, 2, 3, 4].map(isLastAttempt)).toEqual([false, false, false, true]);
  });

  test.each([
    [new Transient("bus.unavailable", "out"), true],
    [new TypeError("a subscriber's own mistake, or its service is out"), true],
    [new Permanent("file.damaged", "no"), false],
    [new DataQuality("tolerance.quarantined", "too many"), false],
    [new Usage("flag.unknown", "what?"), false],
  ])("%s may pass: %s", (error, passes) => {
    expect(mayPass(error)).toBe(passes);
  });
});
