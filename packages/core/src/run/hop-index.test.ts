import { Failed } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { testEvent } from "../testing/test-event.ts";
import { HopIndex } from "./hop-index.ts";

const source = rowsSource([intColumn("n")], [[]]);
const plan = testPlan(source, {
  lookups: [lookup("places", source)],
  steps: [runStep(source.contract.columns)],
});
const reason = { class: "permanent", code: "a.b", message: "", where: null, why: null, next: null };
const hop = (
  unit: string,
  stage: "plan" | "extract" | "transform" | "act",
  generation = 0,
  type = "Failed",
) => testEvent({ type, slot: { unit, stage, generation }, data: { reason, attempts: generation } });

describe("HopIndex", () => {
  it("has the newest hop of each slot, whatever the order", () => {
    const hops = [
      hop("numbers#0", "extract", 0),
      hop("numbers#0", "extract", 2),
      hop("numbers#0", "extract", 1),
    ];
    for (const order of [hops, [...hops].reverse()]) {
      expect(new HopIndex(plan, order).of("numbers#0", "extract")?.metadata.slot.generation).toBe(2);
    }
    expect(new HopIndex(plan, hops).of("numbers#0", "transform")).toBeUndefined();
  });

  it("knows the units once each, without the run and without what was only acted upon", () => {
    const hops = [
      hop("run", "plan"),
      hop("places#0", "extract"),
      hop("numbers#0", "plan"),
      hop("numbers#0", "extract"),
      hop("numbers#9", "act"),
    ];
    expect(new HopIndex(plan, hops).units.map(({ name, role }) => [name, role])).toEqual([
      ["places#0", "lookup"],
      ["numbers#0", "partition"],
    ]);
  });

  it("gives one kind of hop of a stage, over the units asked for", () => {
    const hops = [
      hop("places#0", "extract"),
      hop("numbers#0", "extract"),
      hop("step1#0", "extract"),
      hop("numbers#1", "extract", 0, "Extracted"),
      hop("numbers#0", "transform"),
    ];
    const index = new HopIndex(plan, hops);
    const found = (filter: typeof index.isAny | typeof index.isLast) =>
      index.all(Failed, "extract", filter).map(({ metadata }) => metadata.slot.unit);
    expect(found(index.isAny)).toEqual(["places#0", "numbers#0", "step1#0"]);
    expect(found(index.isPartition)).toEqual(["numbers#0"]);
    expect(found(index.isLast)).toEqual(["step1#0"]);
  });
});
