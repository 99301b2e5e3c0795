import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Rule } from "../../quality/check.ts";
import { check } from "../testing/scratch.ts";
import { duration, wording } from "./reason.ts";

const said = (rule: Rule, id = "delay.rule") => {
  const { opening, closing } = wording(check(id, rule));
  return closing === null ? opening : `${opening}…${closing}`;
};
const between = (rest: Omit<Extract<Rule, { rule: "between" }>, "rule">) =>
  said({ rule: "between", ...rest });

describe("the words of a rule", () => {
  test.each<[string, Rule]>([
    ["delay is missing", { rule: "notNull" }],
    ["delay is …; it must be a multiple of 5", { rule: "multipleOf", of: 5 }],
    ['delay is …; it must be one of "a", "b"', { rule: "oneOf", values: ["a", "b"] }],
    ["delay is …; it must be one of 1, 2", { rule: "oneOf", values: [1, 2n] }],
    ["delay is …; it must be one of no value at all", { rule: "oneOf", values: [] }],
    ["delay is …; it must match /^[A-Z]{3}$/i", { rule: "matches", pattern: "^[A-Z]{3}$", flags: "i" }],
    ["delay is …; it must be 3 characters long", { rule: "length", low: 3, high: 3 }],
    ["delay is …; it must be 1 character long", { rule: "length", low: 1, high: 1 }],
    ["delay is …; it must be 2 to 5 characters long", { rule: "length", low: 2, high: 5 }],
    ["delay is …; it must be at most 5 characters long", { rule: "length", low: 0, high: 5 }],
    ["delay is …; it must be at least 2 characters long", { rule: "length", low: 2, high: null }],
    [
      "delay is …; airports.iata has no such value",
      { rule: "references", lookup: "airports", target: "iata" },
    ],
    ["delay is …; it must not be older than 2 days", { rule: "fresherThan", seconds: 172_800 }],
    ["delay is …; it must be unique", { rule: "unique", columns: ["delay"], keep: null }],
  ])("%s", (expected, rule) => {
    expect(said(rule)).toBe(expected);
  });

  test("bounds", () => {
    expect(between({ low: -60, high: 1440 })).toBe("delay is …; it must be between -60 and 1440");
    expect(between({ low: 0, high: null })).toContain("it must be at least 0");
    expect(between({ low: null, high: 9 })).toContain("it must be at most 9");
    expect(between({ low: 0, high: 1, exclusive: "high" })).toContain(
      "it must be at least 0 and less than 1",
    );
    expect(between({ low: 0, high: null, exclusive: "low" })).toContain("it must be more than 0");
  });

  test("a rule about the whole row says its expression", () => {
    expect(said({ rule: "satisfies", sql: " a < b " }, "rows.satisfies")).toBe("the row must satisfy: a < b");
  });

  test("of many values the first ten", () => {
    const values = Array.from({ length: 12 }, (_, i) => i);
    expect(said({ rule: "oneOf", values })).toMatch(/0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more$/);
  });

  test.each([
    [1, "1 second"],
    [60, "1 minute"],
    [129_600, "36 hours"],
    [86_400, "1 day"],
    [0.5, "0.5 seconds"],
  ])("%d is %s", (seconds, expected) => {
    expect(duration(seconds)).toBe(expected);
  });

  test("a duration can be read back", () => {
    const size: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e8 }), (seconds) => {
        const [, count, unit] = /^(\d+) (\w+?)s?$/.exec(duration(seconds)) ?? [];
        expect(Number(count) * size[unit ?? ""]!).toBe(seconds);
      }),
    );
  });
});
