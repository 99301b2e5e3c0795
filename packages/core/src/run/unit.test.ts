import { describe, expect, it } from "vitest";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { isLast, needs, segmentCount, stepUnits, unitOf } from "./unit.ts";

const source = rowsSource([intColumn("n")], [[]]);
const step = runStep(source.contract.columns);
const plan = testPlan(source, { lookups: [lookup("a#b", source)], steps: [step, step] });

const partition = unitOf(plan, "numbers#12");
const place = unitOf(plan, "a#b#0");
const [first, second] = stepUnits(plan);

describe("units", () => {
  it("are read back from their names, also where a source's name has a # in it", () => {
    expect(partition).toEqual({
      name: "numbers#12",
      role: "partition",
      source: "numbers",
      index: 12,
      segment: 0,
    });
    expect(place).toMatchObject({ role: "lookup", source: "a#b", index: 0 });
    expect(first).toMatchObject({ name: "step1#0", role: "step", segment: 1 });
  });

  it("go through as many stretches as the plan has steps over the run, and one more", () => {
    expect(segmentCount(testPlan(source))).toBe(1);
    expect(segmentCount(plan)).toBe(3);
  });

  it("end in the warehouse only after the last stretch", () => {
    expect([partition, place, first, second].map((unit) => unit && isLast(plan, unit))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it("wait for every lookup, and for the stretch before theirs", () => {
    if (!first || !second) throw new Error("two steps were planned");
    expect(needs(partition, place)).toBe(true);
    expect(needs(place, partition)).toBe(false);
    expect(needs(partition, unitOf(plan, "numbers#0"))).toBe(false);
    expect(needs(first, partition)).toBe(true);
    expect(needs(second, partition)).toBe(false);
    expect(needs(second, first)).toBe(true);
    expect(needs(first, second)).toBe(false);
  });
});
