import { describe, expect, test } from "vitest";
import { refusal } from "../pipeline/testing/refusal.ts";
import { durationSeconds } from "./duration.ts";
import { shareOf } from "./share.ts";

describe("durations", () => {
  test.each([
    ["2 days", 172_800],
    ["1 day", 86_400],
    ["90 minutes", 5400],
    ["1.5 hours", 5400],
    ["30 seconds", 30],
    ["1 week", 604_800],
  ])("%s", (text, seconds) => {
    expect(durationSeconds(text, "here")).toBe(seconds);
  });

  test.each([
    "",
    "2",
    "days",
    "0 days",
    "-1 day",
    "2days",
    "2 months",
    "two days",
    "2 dayss",
    "1 constructor",
  ])("%j is none", (text) => {
    expect(refusal(() => durationSeconds(text, "here"))).toMatch(
      /^check\.duration: .* \(here\).*write "2 days"/,
    );
  });
});

describe("shares", () => {
  test.each([
    ["1%", 0.01],
    ["50%", 0.5],
    ["0.5%", 0.005],
    ["200%", 2],
    ["0%", 0],
  ])("%s", (text, share) => {
    expect(shareOf(text)).toBeCloseTo(share, 12);
  });
  test.each(["1", "%", "-1%", "1 %", "1%%", ".5%", "1e2%"])("%j is none", (text) => {
    expect(shareOf(text)).toBeNull();
  });
});
