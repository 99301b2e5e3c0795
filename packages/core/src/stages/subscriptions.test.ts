import { compilePattern, type Envelope, parseEvent, toBusEvent } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { markingEngine } from "../testing/simulation/engine.ts";
import { stageSubscriptions } from "./subscriptions.ts";
import { delivery, House, subscriptionOf } from "./testing/house.ts";

const columns = [intColumn("n")];
const numbers = rowsSource(columns, [[{ n: 1 }]]);
const patterns = stageSubscriptions.map(({ name, pattern }) => ({ name, pattern: compilePattern(pattern) }));
const takers = (event: Envelope) =>
  patterns.filter(({ pattern }) => pattern.matches(toBusEvent(event))).map(({ name }) => name);

describe("stageSubscriptions", () => {
  it("are the stages that have a queue, in the order of the data", () => {
    expect(stageSubscriptions.map(({ name }) => name)).toEqual([
      ...["plan", "extract", "transform", "validate", "load", "complete"],
    ]);
  });

  it("say what means each needs: settling and loading are one at a time", () => {
    for (const { name, concurrency, timeout, memory } of stageSubscriptions) {
      const isHeavy = ["extract", "transform", "validate"].includes(name);
      expect([name, concurrency > 1, timeout > 0, memory > 0]).toEqual([name, isHeavy, true, true]);
    }
  });

  it("bring each event of a run to the one stage that goes on from it, or to none", async () => {
    const plan = testPlan(numbers, { lookups: [lookup("places", numbers)], steps: [runStep(columns)] });
    const house = new House(plan, { engine: (files) => markingEngine(files, 1, () => {}) });
    await house.run();
    const seen = new Map<string, readonly string[]>();
    for (const hop of await house.lineage.hops(house.runId)) {
      const { unit, stage } = hop.metadata.slot;
      seen.set(`${stage} of ${unit}`, takers(hop));
    }
    expect(Object.fromEntries(seen)).toEqual({
      "request of run": ["plan"],
      "plan of run": [],
      "plan of places#0": ["extract"],
      "plan of numbers#0": ["extract"],
      "plan of step1#0": ["transform"],
      "extract of places#0": ["transform"],
      "extract of numbers#0": ["transform"],
      "transform of numbers#0": ["validate"],
      "transform of step1#0": ["validate"],
      "validate of step1#0": [],
      "settle of run": ["load"],
      "load of run": ["complete"],
      "complete of run": [],
    });
  });

  it("hear of failures of the run, not of its units", async () => {
    const house = new House(testPlan(numbers), {
      engine: (files) =>
        markingEngine(files, 1, () => {
          throw new Error("no");
        }),
    });
    await house.run();
    expect(takers(await house.stored("numbers#0", "extract"))).toEqual([]);
    const unplanned = new House(testPlan({ ...numbers, plan: () => Promise.reject(new Error("no")) }));
    await unplanned.run();
    expect(takers(await unplanned.runHop("plan"))).toEqual(["complete"]);
  });

  it("refuse what is no event, and what is newer than they are", async () => {
    const house = new House(testPlan(numbers));
    await house.request();
    const { handle } = subscriptionOf("plan");
    await expect(handle({ some: "thing" }, house.ports, delivery())).rejects.toMatchObject({
      code: "event.malformed",
    });
    const request = parseEvent(await house.runHop("request"));
    const newer = { ...request, metadata: { ...request.metadata, version: 99 } };
    await expect(handle(newer, house.ports, delivery())).rejects.toMatchObject({
      code: "event.unknown-version",
    });
  });
});
