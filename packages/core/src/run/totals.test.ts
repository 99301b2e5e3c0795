import { describe, expect, it } from "vitest";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { testEvent } from "../testing/test-event.ts";
import { HopIndex } from "./hop-index.ts";
import { checksOf, loadedOf, settledOf, stageTotals, totalsOf } from "./totals.ts";

const source = rowsSource([intColumn("n")], [[]]);
const plan = testPlan(source, {
  lookups: [lookup("places", source)],
  steps: [runStep(source.contract.columns)],
});
const check = (id: string, failed: number, example: string | null = null) => ({
  ...{ id, rule: "between", column: "n", severity: "reject", failed, corrected: 1, example },
});
const artifact = (uri: string, bytes: number) => ({ uri, bytes });

const extracted = (unit: string, read: number, checks: readonly unknown[] = []) =>
  testEvent({
    type: "Extracted",
    slot: { unit, stage: "extract" },
    data: {
      rows: { read, extracted: read - 2, rejected: 1, quarantined: 1, corrected: 3 },
      ...{ checks, ms: 10, artifact: artifact(unit, 100) },
    },
  });
const transformed = (unit: string, out: number, own = true) =>
  testEvent({
    type: "Transformed",
    slot: { unit, stage: "transform" },
    data: {
      rows: { in: out, out, quarantined: 1 },
      ...{ ms: 5, inputs: [artifact("in", 1)], artifact: artifact(own ? "out" : "in", 50) },
    },
  });
const validated = testEvent({
  type: "Validated",
  slot: { unit: "step1#0", stage: "validate" },
  data: {
    scope: "unit",
    rows: { got: 9, passed: 7, quarantined: 2, corrected: 4 },
    ...{ checks: [check("late", 2)], ms: 3, quarantine: artifact("q", 20) },
  },
});
const settled = testEvent({
  type: "Validated",
  slot: { unit: "run", stage: "settle" },
  data: {
    scope: "run",
    rows: { got: 7, passed: 6, quarantined: 1, superseded: 2 },
    ...{ checks: [check("n.unique", 1)], ms: 2, exclusions: artifact("e", 8) },
  },
});
const loaded = testEvent({
  type: "Loaded",
  slot: { unit: "run", stage: "load" },
  data: { rows: { got: 6, inserted: 2, updated: 1, unchanged: 1, superseded: 2, discarded: 0 }, ms: 7 },
});
const planned = testEvent({
  type: "Planned",
  slot: { unit: "run", stage: "plan" },
  data: { scope: "run", ms: 1 },
});

const hops = [
  planned,
  extracted("places#0", 50, [check("of a lookup", 9)]),
  extracted("numbers#0", 10, [check("n.between", 1), check("other", 0)]),
  extracted("numbers#1", 20, [check("n.between", 2, "7")]),
  transformed("numbers#0", 8, false),
  transformed("numbers#1", 18),
  transformed("step1#0", 9),
  validated,
  settled,
  loaded,
];
const index = new HopIndex(plan, hops);

describe("totals", () => {
  it("add up the partitions, from the source's first row to the warehouse's last; lookups are left aside", () => {
    expect(totalsOf(index)).toEqual({
      read: 30,
      rejected: 2,
      extracted: 26,
      transformed: 9,
      quarantined: 2 + 3 + 2 + 1,
      corrected: 6 + 4,
      superseded: 2,
      loaded: 4,
    });
  });

  it("of no hops are nought", () => {
    expect(new Set(Object.values(totalsOf(new HopIndex(plan, []))))).toEqual(new Set([0]));
    expect(stageTotals(new HopIndex(plan, []))).toEqual({});
  });

  it("add up each check over its units, the source's first, then the result's, then the run's own", () => {
    expect(checksOf(index)).toEqual([
      { ...check("n.between", 3, "7"), corrected: 2 },
      check("other", 0),
      check("late", 2),
      check("n.unique", 1),
    ]);
  });

  it("say what each stage took, lookups included, and count no bytes that were not written", () => {
    expect(stageTotals(index)).toEqual({
      plan: { ms: 1, rows: 0, bytes: 0 },
      extract: { ms: 30, rows: 48 + 8 + 18, bytes: 300 },
      transform: { ms: 15, rows: 8 + 18 + 9, bytes: 100 },
      validate: { ms: 3, rows: 7, bytes: 20 },
      settle: { ms: 2, rows: 6, bytes: 8 },
      load: { ms: 7, rows: 4, bytes: 0 },
    });
  });
});

describe("what settled and what loaded", () => {
  it("is found among the hops", () => {
    expect(settledOf(index)).toBe(settled.data);
    expect(loadedOf(index)).toBe(loaded);
  });

  it("is nothing where the run ended instead", () => {
    const end = { unit: "run", generation: 0 };
    const failed = [
      testEvent({ type: "Completed", slot: { ...end, stage: "settle" } }),
      testEvent({ type: "Failed", slot: { ...end, stage: "load" } }),
    ];
    expect(settledOf(new HopIndex(plan, failed))).toBeNull();
    expect(loadedOf(new HopIndex(plan, failed))).toBeNull();
  });
});
