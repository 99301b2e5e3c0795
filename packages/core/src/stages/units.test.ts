import { Extracted, Transformed, Validated } from "@waybill/events";
import { describe, expect, it } from "vitest";
import type { Check } from "../quality/check.ts";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { markingEngine } from "../testing/simulation/engine.ts";
import { extract } from "./extract.ts";
import { reference } from "./quote.ts";
import { House } from "./testing/house.ts";
import { transform } from "./transform.ts";
import { validate } from "./validate.ts";

const columns = [intColumn("n"), { name: "trace", type: { kind: "text" }, nullable: true } as const];
const numbers = rowsSource(columns, [[{ n: 1 }, { n: 9 }, { n: "x" }], [{ n: 2 }]]);
const places = lookup("places", rowsSource(columns, [[{ n: 7 }]]));
const over = runStep(columns);
const per = { ...over, scope: "partition" } as const;
const atMost5: Check = {
  id: "n.between",
  column: "n",
  severity: "reject",
  implied: false,
  rule: "between",
  low: null,
  high: 5,
};
const rules = { checks: [atMost5], corrections: [] };

async function ran(more: Parameters<typeof testPlan>[1] = {}) {
  const house = new House(testPlan(numbers, { columns, ...more }), {
    engine: (files) => markingEngine(files, 1, () => {}),
  });
  await house.run();
  return house;
}

describe("extract", () => {
  it("makes typed rows of a partition, and rejects with a reason", async () => {
    const house = await ran({ sourceRules: rules });
    const { data, metadata } = Extracted.parse(await house.stored("numbers#0", "extract"));
    expect(metadata.partition).toEqual({ source: "numbers", index: 0, of: 2 });
    expect(data).toMatchObject({
      source: "numbers",
      inputs: [{ uri: "rows:test#0" }],
      artifact: { rows: 2 },
      rejects: { rows: 1 },
      quarantine: { rows: 1 },
      rows: { read: 3, extracted: 1, rejected: 1, quarantined: 1, corrected: 0 },
      checks: [{ id: "n.between", failed: 1, example: "9" }],
    });
    expect(house.files.get(data.artifact.uri.slice("memory:".length))).toHaveLength(2);
  });

  it("names the first twenty inputs, however many there are", async () => {
    const many = {
      ...numbers,
      plan: async () => [
        { describe: "", detail: 1, inputs: Array.from({ length: 25 }, (_, i) => ({ uri: `f${i}` })) },
      ],
    };
    const house = new House(testPlan(many));
    await house.run();
    const { inputs } = Extracted.parse(await house.stored("numbers#0", "extract")).data;
    expect(inputs).toHaveLength(20);
    expect(inputs.at(-1)).toEqual({ uri: "f19" });
  });

  it("is for units that begin with it", async () => {
    const house = await ran({ steps: [over] });
    const at = async (unit: string) => extract.slotFor(await house.stored(unit, "plan"), house.plan);
    expect(await at("numbers#0")).toEqual({ unit: "numbers#0", stage: "extract", generation: 0 });
    expect(await at("step1#0")).toBeNull();
    expect(extract.slotFor(await house.runHop("plan"), house.plan)).toBeNull();
  });
});

describe("transform", () => {
  it("passes the extracted artifact on where there is nothing to do", async () => {
    const house = await ran({ sourceRules: rules });
    const { data } = Transformed.parse(await house.stored("numbers#0", "transform"));
    const extracted = Extracted.parse(await house.stored("numbers#0", "extract")).data.artifact;
    expect(data).toMatchObject({ artifact: extracted, steps: [], rows: { in: 1, out: 1, quarantined: 0 } });
    expect(house.calls).not.toContain("engine.transform");
  });

  it("computes the result's checks although there is no step", async () => {
    const house = await ran({ resultRules: rules });
    expect(house.calls.filter((call) => call === "engine.transform")).toHaveLength(2);
  });

  it("leaves the result's checks to the last stretch: a partition that is only merged is passed on", async () => {
    const house = await ran({ resultRules: rules, steps: [over] });
    expect(house.calls.filter((call) => call === "engine.transform")).toHaveLength(1);
    expect(house.table()).toEqual([1, 2]);
  });

  it("gives each partition its lookups, whole, and says which artifact of them it joined", async () => {
    const house = await ran({ lookups: [places], steps: [per] });
    const { artifact } = Extracted.parse(await house.stored("places#0", "extract")).data;
    for (const unit of ["numbers#0", "numbers#1"]) {
      expect(Transformed.parse(await house.stored(unit, "transform")).data.lookups).toEqual({
        places: reference(artifact),
      });
    }
  });

  it("gives a step over the run all partitions as its input", async () => {
    const house = await ran({ lookups: [places], steps: [per, over] });
    const { data } = Transformed.parse(await house.stored("step1#0", "transform"));
    const parts = await Promise.all(
      ["numbers#0", "numbers#1"].map(async (unit) =>
        Transformed.parse(await house.stored(unit, "transform")),
      ),
    );
    expect(data.inputs).toEqual(parts.map((part) => reference(part.data.artifact)));
    expect(Object.keys(data.lookups)).toEqual(["places"]);
    expect(data.rows).toMatchObject({ in: 3, out: 3 });
  });

  it("names the first twenty of many inputs: an event has to fit on the bus", async () => {
    const lists = Array.from({ length: 30 }, (_, i) => [{ n: i }]);
    const plan = testPlan(rowsSource(columns, lists), { columns, steps: [over] });
    const house = new House(plan, { engine: (files) => markingEngine(files, 1, () => {}) });
    await house.run();
    const { data } = Transformed.parse(await house.stored("step1#0", "transform"));
    expect(data.inputs).toHaveLength(20);
    expect(data.rows.in).toBe(30);
    expect(house.table()).toHaveLength(30);
  });

  it("is not for lookups", async () => {
    const house = await ran({ lookups: [places] });
    expect(transform.slotFor(await house.stored("places#0", "extract"), house.plan)).toBeNull();
    expect(transform.slotFor(await house.stored("numbers#0", "extract"), house.plan)).not.toBeNull();
  });
});

describe("validate", () => {
  it("counts what the checks found, and writes the failing rows", async () => {
    const house = await ran({ resultRules: rules });
    const { data } = Validated.parse(await house.stored("numbers#0", "validate"));
    expect(data).toMatchObject({
      scope: "unit",
      rows: { got: 2, passed: 1, quarantined: 1, corrected: 0 },
      quarantine: { rows: 1 },
      checks: [{ id: "n.between", failed: 1 }],
    });
    expect(house.table()).toEqual([1, 2]);
  });

  it("has nothing to look at without checks", async () => {
    const house = await ran();
    expect(house.calls).not.toContain("engine.validate");
    expect(Validated.parse(await house.stored("numbers#0", "validate")).data).toMatchObject({
      rows: { got: 2, passed: 2, quarantined: 0 },
      quarantine: null,
      checks: [],
    });
  });

  it("is for units whose rows end in the warehouse", async () => {
    const house = await ran({ steps: [over] });
    const at = async (unit: string) => validate.slotFor(await house.stored(unit, "transform"), house.plan);
    expect(await at("numbers#0")).toBeNull();
    expect(await at("step1#0")).toEqual({ unit: "step1#0", stage: "validate", generation: 0 });
  });
});
