import { type Envelope, isEvent, Planned } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { Permanent, Transient } from "../errors.ts";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { openPlan } from "./plan.ts";
import { readPlanDocument } from "./plan-document.ts";
import { House, keeping } from "./testing/house.ts";

const numbers = rowsSource([intColumn("n")], [[{ n: 1 }], [{ n: 2 }]]);
const { columns } = numbers.contract;
const wide = testPlan(numbers, {
  lookups: [lookup("places", rowsSource([intColumn("n")], [[{ n: 7 }]]))],
  steps: [runStep(columns), runStep(columns)],
});

async function planned(plan = wide) {
  const house = new House(plan);
  await house.request();
  house.calls.length = 0;
  await house.drain(keeping("extract", "transform", "load"));
  return house;
}

const documentOf = async (house: House, hop: Envelope) => {
  if (!isEvent(Planned, hop)) throw new Error("it was planned");
  return readPlanDocument(house.ports, hop.data.plan);
};

describe("plan", () => {
  it("lists lookups first, then partitions, then steps over the run", async () => {
    const house = await planned();
    const { units, generation } = await documentOf(house, await house.runHop("plan"));
    expect(generation).toBe(0);
    expect(units).toMatchObject([
      { unit: "places#0", from: "extract", index: 0, of: 1, work: { detail: 0 } },
      { unit: "numbers#0", from: "extract", index: 0, of: 2, work: { detail: 0 } },
      { unit: "numbers#1", from: "extract", index: 1, of: 2, work: { detail: 1 } },
      { unit: "step1#0", from: "transform", index: 0, of: 1, work: null },
      { unit: "step2#0", from: "transform", index: 0, of: 1, work: null },
    ]);
  });

  it("splits the source, and reads a lookup whole; both are given what the caller set", async () => {
    const asked: unknown[] = [];
    const asking = {
      ...numbers,
      plan: async (context: Parameters<typeof numbers.plan>[0]) => {
        asked.push([context.split, context.parameters, context.sizes, context.baseDir]);
        return [];
      },
    };
    const house = new House(testPlan(asking, { lookups: [lookup("places", asking)] }));
    await house.run();
    expect(asked).toEqual([
      [false, {}, { targetBytes: 1 }, "/"],
      [true, {}, { targetBytes: 1 }, "/"],
    ]);
  });

  it("opens each unit, then counts them, then moves the run, looks at the barrier, and publishes", async () => {
    const house = await planned();
    const from = house.calls.indexOf("lineage.putHop Planned places#0");
    const order = house.calls.slice(from).filter((call) => !call.startsWith("lineage.getHop"));
    expect(order.slice(0, 14)).toEqual([
      "lineage.putHop Planned places#0",
      "lineage.advanceUnit Planned",
      "lineage.putHop Planned numbers#0",
      "lineage.advanceUnit Planned",
      "lineage.putHop Planned numbers#1",
      "lineage.advanceUnit Planned",
      "lineage.putHop Planned step1#0",
      "lineage.advanceUnit Planned",
      "lineage.putHop Planned step2#0",
      "lineage.advanceUnit Planned",
      "lineage.setPlanned",
      "lineage.advanceRun Planned",
      "lineage.getRun",
      "lineage.openUnits",
    ]);
    expect(order.at(14)).toMatch(/^bus\.publish Planned run Planned places#0 .*Planned step2#0$/);
    expect(await house.getRun()).toMatchObject({ status: "Planned", planned: 5 });
  });

  it("goes to the barrier at once where there is no unit, and loads nothing", async () => {
    const house = new House(testPlan(rowsSource([intColumn("n")], [])));
    await house.run();
    expect(await house.getRun()).toMatchObject({ outcome: "completed", planned: 0 });
    expect(house.table()).toEqual([]);
  });

  it("says the same of each unit, whoever says it, and whenever", async () => {
    const house = await planned();
    const before = await house.stored("numbers#1", "plan");
    const later = {
      ...house.context,
      ports: { ...house.ports, settings: { ...house.ports.settings, producer: "waybill@next" } },
    };
    await openPlan(Planned.parse(await house.runHop("plan")), later);
    const said = house.bus.messages.filter(({ envelope }) => envelope.metadata.id === before.metadata.id);
    expect(said.length).toBeGreaterThan(1);
    for (const { envelope } of said) expect(envelope).toEqual(before);
  });

  it("opens nothing again that has gone on since", async () => {
    const house = new House(testPlan(numbers));
    await house.run();
    const units = await Promise.all(["numbers#0", "numbers#1"].map((unit) => house.getUnit(unit)));
    await openPlan(Planned.parse(await house.runHop("plan")), house.context);
    expect(await Promise.all(["numbers#0", "numbers#1"].map((unit) => house.getUnit(unit)))).toEqual(units);
    expect(await house.getRun()).toMatchObject({ status: "Completed" });
  });

  it.each([
    [new Permanent("csv.missing-file", "no such file", { where: "a.csv" }), 1],
    [new Transient("source.unavailable", "no answer"), 4],
  ])("ends the run where the source cannot be listed: %s", async (error, attempts) => {
    const house = new House(testPlan({ ...numbers, plan: () => Promise.reject(error) }));
    await house.run();
    expect(await house.runHop("plan")).toMatchObject({
      metadata: { type: "Failed" },
      data: { attempts, reason: { code: error.code, message: error.message } },
    });
    expect(await house.getRun()).toMatchObject({ outcome: "failed", planned: null });
    expect(house.errors).toEqual([error]);
  });
});
