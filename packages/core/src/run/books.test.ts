import type { Envelope } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { intColumn, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { testEvent } from "../testing/test-event.ts";
import { imbalances, passedByUnits, unbalanced } from "./books.ts";
import { HopIndex } from "./hop-index.ts";

const source = rowsSource([intColumn("n")], [[]]);
const plain = testPlan(source);
const stepwise = testPlan(source, { steps: [runStep(source.contract.columns)] });

type Rows = Readonly<Record<string, number>>;
const extracted = (rows: Rows, unit = "numbers#0") =>
  testEvent({ type: "Extracted", slot: { unit, stage: "extract" }, data: { rows } });
const transformed = (rows: Rows, unit = "numbers#0") =>
  testEvent({ type: "Transformed", slot: { unit, stage: "transform" }, data: { rows } });
const validated = (rows: Rows, unit = "numbers#0") =>
  testEvent({ type: "Validated", slot: { unit, stage: "validate" }, data: { scope: "unit", rows } });
const settled = (rows: Rows) =>
  testEvent({ type: "Validated", slot: { unit: "run", stage: "settle" }, data: { scope: "run", rows } });
const loaded = (rows: Rows) =>
  testEvent({ type: "Loaded", slot: { unit: "run", stage: "load" }, data: { rows } });

/** Ten rows, of which one cannot be read, one fails at the source, one after the last step, one at settle. */
const balanced = [
  extracted({ read: 10, extracted: 8, rejected: 1, quarantined: 1 }),
  transformed({ in: 8, out: 7, quarantined: 0 }),
  validated({ got: 7, passed: 6, quarantined: 1 }),
  settled({ got: 6, passed: 5, quarantined: 1, superseded: 2 }),
  loaded({ got: 5, inserted: 1, updated: 1, unchanged: 1, superseded: 2, discarded: 0 }),
];
const withInstead = (hop: Envelope) =>
  balanced.map((other) => (other.metadata.id === hop.metadata.id ? hop : other));
const found = (hops: readonly Envelope[], plan = plain) => imbalances(new HopIndex(plan, hops));

describe("the books of a run", () => {
  it("balance where every row is accounted for", () => {
    expect(found(balanced)).toEqual([]);
    expect(passedByUnits(new HopIndex(plain, balanced))).toBe(6);
  });

  it.each([
    ["extract", 1],
    ["transform", 2],
    ["validate", 3],
    ["settle", 4],
  ])("balance as far as a run has come: to %s", (_, count) => {
    expect(found(balanced.slice(0, count))).toEqual([]);
  });

  it.each([
    [
      extracted({ read: 11, extracted: 8, rejected: 1, quarantined: 1 }),
      "extract of numbers#0",
      "read 11 = extracted 8 + rejected 1 + quarantined 1",
    ],
    [transformed({ in: 7, out: 7 }), "transform of numbers#0", "in 7 = given 8"],
    [
      validated({ got: 7, passed: 6, quarantined: 0 }),
      "validate of numbers#0",
      "got 7 = passed 6 + quarantined 0",
    ],
    [settled({ got: 6, passed: 6, quarantined: 1 }), "settle", "got 6 = passed 6 + quarantined 1"],
    [
      loaded({ got: 5, inserted: 1, updated: 1, unchanged: 1, superseded: 1, discarded: 0 }),
      "load",
      "got 5 = inserted 1 + updated 1 + unchanged 1 + superseded 1 + discarded 0",
    ],
  ])("say where they do not: case %#", (hop, where, equation) => {
    expect(found(withInstead(hop))).toContainEqual({ where, equation });
  });

  it.each([
    [transformed({ in: 8, out: 9 }), "validate of numbers#0", "got 7 = transformed 9"],
    [validated({ got: 7, passed: 5, quarantined: 2 }), "settle", "got 6 = passed by the units 5"],
    [settled({ got: 6, passed: 4, quarantined: 2 }), "load", "got 5 = passed by settle 4"],
  ])("hold between stages: case %#", (hop, where, equation) => {
    expect(found(withInstead(hop))).toEqual([{ where, equation }]);
  });

  it("a step over the run got what all partitions gave", () => {
    const partitions = [0, 1].flatMap((i) => [
      extracted({ read: 3, extracted: 3, rejected: 0, quarantined: 0 }, `numbers#${i}`),
      transformed({ in: 3, out: 2 }, `numbers#${i}`),
    ]);
    const step = (rows: number) => [...partitions, transformed({ in: rows, out: 1 }, "step1#0")];
    expect(found(step(4), stepwise)).toEqual([]);
    expect(found(step(6), stepwise)).toEqual([{ where: "transform of step1#0", equation: "in 6 = given 4" }]);
  });

  it("count the newest generation alone", () => {
    const [first, ...rest] = balanced;
    const again = extracted({ read: 10, extracted: 8, rejected: 1, quarantined: 1 });
    const old = {
      ...(first as Envelope),
      data: { rows: { read: 1, extracted: 0, rejected: 0, quarantined: 0 } },
    };
    const newer = {
      ...again,
      metadata: { ...again.metadata, slot: { ...again.metadata.slot, generation: 1 } },
    };
    expect(found([old, newer, ...rest])).toEqual([]);
  });
});

describe("unbalanced", () => {
  it("is nothing where they balance", () => {
    expect(unbalanced("run1", [])).toBeNull();
  });

  it("says the first line that does not hold, and how many more", () => {
    const lines = [
      { where: "extract of a#0", equation: "read 2 = extracted 1" },
      { where: "settle", equation: "got 1 = passed 0" },
    ];
    expect(unbalanced("run1", lines)).toMatchObject({
      class: "permanent",
      code: "books.unbalanced",
      message: "rows are unaccounted for: read 2 = extracted 1 does not hold",
      where: "extract of a#0",
      why: "and 1 more such lines",
      next: expect.stringContaining("waybill lineage run1 --json"),
    });
    expect(unbalanced("run1", lines.slice(0, 1))?.why).toBeUndefined();
  });
});
