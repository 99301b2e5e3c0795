import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bound } from "../quality/check.ts";
import { rowFails } from "../quality/evaluate.ts";
import { boundRules } from "./bounds.ts";
import type { TypeCheck } from "./schema.ts";

type Edge = Extract<TypeCheck, { check: "greater_than" | "less_than" }>;

const edge = (check: Edge["check"], value: Bound | Date, inclusive = true) =>
  ({ check, value, inclusive }) as Edge;
const atLeast = (value: Bound | Date) => edge("greater_than", value);
const above = (value: Bound | Date) => edge("greater_than", value, false);
const atMost = (value: Bound | Date) => edge("less_than", value);
const below = (value: Bound | Date) => edge("less_than", value, false);

describe("bounds become one rule", () => {
  test.each([
    ["no bound", [], []],
    ["one side", [atLeast(1)], [{ rule: "between", low: 1, high: null }]],
    ["both sides", [atLeast(1), atMost(2)], [{ rule: "between", low: 1, high: 2 }]],
    [
      "the narrower of two",
      [atLeast(1), atLeast(3), atMost(9), atMost(5)],
      [{ rule: "between", low: 3, high: 5 }],
    ],
    [
      "an open bound at the same place",
      [atLeast(1), above(1)],
      [{ rule: "between", low: 1, high: null, exclusive: "low" }],
    ],
    [
      "in whatever order",
      [above(1), atLeast(1)],
      [{ rule: "between", low: 1, high: null, exclusive: "low" }],
    ],
    ["a closed bound further in", [above(1), atLeast(2)], [{ rule: "between", low: 2, high: null }]],
    [
      "open on both sides",
      [above(0n), below(9n)],
      [{ rule: "between", low: 0n, high: 9n, exclusive: "both" }],
    ],
    [
      "no bound at infinity",
      [atMost(Number.POSITIVE_INFINITY), above(0)],
      [{ rule: "between", low: 0, high: null, exclusive: "low" }],
    ],
    ["a single value", [atLeast(5), atMost(5)], [{ rule: "between", low: 5, high: 5 }]],
  ] as const)("%s", (_, checks, expected) => {
    expect(boundRules(checks, "row.n")).toEqual(expected);
  });
});

describe("bounds that leave nothing", () => {
  test.each([
    ["crossed", [atLeast(2), atMost(1)]],
    ["open at one value", [above(1), atMost(1)]],
    ["crossed dates", [atLeast(new Date(1)), atMost(new Date(0))]],
  ])("%s", (_, checks) => {
    expect(() => boundRules(checks, "row.n")).toThrow(/row\.n: a range from/);
  });
});

test("a value passes the rule where it passes every single bound", () => {
  const n = fc.integer({ min: -5, max: 5 });
  const one = fc.tuple(fc.constantFrom<Edge["check"]>("greater_than", "less_than"), n, fc.boolean());
  const passes = (value: number, { check, value: bound, inclusive }: Edge) => {
    if (value === bound) return inclusive;
    return check === "greater_than" ? value > Number(bound) : value < Number(bound);
  };
  fc.assert(
    fc.property(fc.array(one, { maxLength: 4 }), n, (list, value) => {
      const edges = list.map(([check, bound, inclusive]) => edge(check, bound, inclusive));
      const wanted = edges.every((check) => passes(value, check));
      try {
        const failing = boundRules(edges, "row.n").filter((rule) =>
          rowFails(
            { id: "n.between", column: "n", severity: "reject", implied: true, ...rule },
            { n: value },
            {
              columns: [{ name: "n", type: { kind: "int" }, nullable: false }],
              runTime: 0,
              lookupValues: () => new Set(),
            },
          ),
        );
        expect(failing.length === 0).toBe(wanted);
      } catch (error) {
        // No value at all passes: then this one does not.
        expect(String(error)).toMatch(/a range from/);
        expect(wanted).toBe(false);
      }
    }),
  );
});
