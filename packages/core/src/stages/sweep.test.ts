import { Completed, type Envelope, Failed } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { Transient } from "../errors.ts";
import type { Ports } from "../stages/index.ts";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { markingEngine } from "../testing/simulation/engine.ts";
import { requestRetry } from "./request.ts";
import { sweep } from "./sweep.ts";
import { faulty } from "./testing/faulty.ts";
import { House, keeping } from "./testing/house.ts";

const numbers = rowsSource([intColumn("n")], [[{ n: 1 }], [{ n: 2 }]]);
const plan = testPlan(numbers);
const { columns } = numbers.contract;
const stepwise = testPlan(numbers, {
  lookups: [lookup("places", rowsSource(columns, [[]]))],
  steps: [runStep(columns)],
});

/** Goes on until only these are to do something, and then nobody does: their events are gone. */
async function stoppedBefore(names: readonly string[], house = new House(plan)) {
  await house.request();
  await house.drain(keeping(...names));
  forget(house);
  return house;
}
const forget = (house: House) => house.bus.messages.slice().forEach(house.bus.acknowledge);

const swept = async (house: House) => {
  await sweep(house.runId, house.ports);
  await house.drain();
};
const reasonOf = (hop: Envelope) => Failed.parse(hop).data.reason;
const failed = { outcome: "failed", status: "Completed" };

describe("sweep", () => {
  it("has nothing to do with a run that is not there, or that is over", async () => {
    const house = new House(plan);
    await sweep(house.runId, house.ports);
    await house.run();
    house.calls.length = 0;
    await sweep(house.runId, house.ports);
    expect(house.calls).toEqual(["lineage.getRun"]);
  });

  it("fails a run that was never planned", async () => {
    const house = await stoppedBefore(["plan"]);
    await swept(house);
    expect(reasonOf(await house.runHop("plan"))).toMatchObject({
      code: "run.stopped",
      message: "plan of run stopped without a word",
      next: expect.stringContaining(house.runId),
    });
    expect(await house.getRun()).toMatchObject(failed);
  });

  it("goes on with a plan that is stored and whose units are not all open", async () => {
    const house = new House(plan);
    await house.request();
    const out = () => Promise.reject(new Transient("lineage.unavailable", "out"));
    const { ports } = house;
    house.ports = { ...ports, lineage: faulty(ports.lineage, "advanceUnit", out) };
    await house.drain();
    house.ports = ports;
    expect(await house.getRun()).toMatchObject({ status: "Requested", planned: null });
    await swept(house);
    expect(await house.getRun()).toMatchObject({ outcome: "completed", planned: 2 });
    expect(house.table()).toEqual([1, 2]);
  });

  it.each([
    ["extract", "Planned"],
    ["transform", "Extracted"],
    ["validate", "Transformed"],
  ] as const)("fails each open unit in the first slot without a hop: %s", async (stage, status) => {
    const house = await stoppedBefore([stage]);
    expect(await house.getUnit("numbers#0")).toMatchObject({ status });
    await swept(house);
    for (const unit of ["numbers#0", "numbers#1"]) {
      expect(reasonOf(await house.stored(unit, stage))).toMatchObject({ code: "run.stopped", where: unit });
      expect(await house.getUnit(unit)).toMatchObject({ status: "Failed", open: false });
    }
    expect(await house.getRun()).toMatchObject(failed);
    expect(house.table()).toEqual([]);
  });

  it("names the last hop of the unit as the cause", async () => {
    const house = await stoppedBefore(["validate"]);
    await swept(house);
    const last = await house.stored("numbers#0", "transform");
    expect((await house.stored("numbers#0", "validate")).metadata.causationId).toBe(last.metadata.id);
  });

  it("fails lookups, and with them those that wait", async () => {
    const house = await stoppedBefore(["extract"], new House(stepwise));
    await swept(house);
    expect(await house.typeOf("places#0", "extract")).toBe("Failed");
    expect(await house.typeOf("places#0", "transform")).toBeUndefined();
    expect(await house.typeOf("step1#0", "transform")).toBe("Failed");
    expect(await house.getRun()).toMatchObject(failed);
  });

  it("goes on with what closed a unit and was stored, and nobody went on from there", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("validate"));
    const lost = { ...house.ports, lineage: faulty(house.ports.lineage, "advanceUnit", unavailable) };
    const { ports } = house;
    house.ports = lost;
    await house.drain();
    house.ports = ports;
    expect(await house.getUnit("numbers#0")).toMatchObject({ status: "Transformed", open: true });
    expect(await house.typeOf("numbers#0", "validate")).toBe("Validated");
    await swept(house);
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
    expect(house.table()).toEqual([1, 2]);
  });

  it("in a retry, does not fail what the retry did not begin with", async () => {
    const perPartition = { ...runStep(columns), scope: "partition" } as const;
    const house = new House(testPlan(numbers, { steps: [perPartition] }), {
      engine: (files) =>
        faulty(
          markingEngine(files, 1, () => {}),
          "transform",
          unavailable,
          8,
        ),
    });
    await house.run();
    await requestRetry(house.ports, house.runId, null);
    await house.drain(keeping("transform"));
    forget(house);
    await swept(house);
    expect(await house.hop("numbers#0", "extract", 1)).toBeNull();
    expect(await house.typeOf("numbers#0", "transform", 1)).toBe("Failed");
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    expect(await house.getRun()).toMatchObject({ outcome: "completed", generation: 2 });
  });

  it("settles where all units are closed and nobody did", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("validate"));
    const { ports } = house;
    house.ports = { ...ports, lineage: faulty(ports.lineage, "openUnits", unavailable) };
    await house.drain();
    house.ports = ports;
    expect(await house.getUnit("numbers#1")).toMatchObject({ open: false });
    expect(await house.hop("run", "settle")).toBeNull();
    await swept(house);
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("goes on with a decision against the run that nobody announced", async () => {
    const house = new House(plan, {
      engine: (files) =>
        faulty(
          markingEngine(files, 1, () => {}),
          "extract",
          unavailable,
        ),
    });
    await house.request();
    const { ports } = house;
    house.ports = { ...ports, lineage: onlyRun(ports, "Completed") };
    await house.drain();
    house.ports = ports;
    expect(await house.getRun()).toMatchObject({ outcome: null });
    await swept(house);
    expect(await house.getRun()).toMatchObject(failed);
    expect(house.bus.log).toContainEqual(await house.runHop("settle"));
  });

  it("fails a load that never came to an end", async () => {
    const house = await stoppedBefore(["load"]);
    await swept(house);
    expect(reasonOf(await house.runHop("load"))).toMatchObject({
      message: "load of run stopped without a word",
    });
    expect(await house.getRun()).toMatchObject(failed);
  });

  it("takes back what that load had committed", async () => {
    const house = new House(plan);
    await house.request();
    const { ports } = house;
    const lineage = faulty(ports.lineage, "putHop", unavailable);
    await house.drain(keeping("load"));
    house.ports = { ...ports, lineage };
    await house.drain();
    house.ports = ports;
    expect(house.table()).toEqual([1, 2]);
    await swept(house);
    expect(house.table()).toEqual([]);
    expect(await house.getRun()).toMatchObject(failed);
  });

  it("completes a run that has loaded: its rows are in the table", async () => {
    const house = await stoppedBefore(["complete"]);
    await swept(house);
    expect(Completed.parse(await house.runHop("complete")).data).toMatchObject({ status: "completed" });
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
    expect(house.table()).toEqual([1, 2]);
  });

  it("does not fail that run where its end cannot be told for now", async () => {
    const house = await stoppedBefore(["complete"]);
    const lineage = faulty(house.ports.lineage, "hops", unavailable);
    await expect(sweep(house.runId, { ...house.ports, lineage })).rejects.toThrow("out");
    expect(await house.hop("run", "complete")).toBeNull();
    await swept(house);
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("completes a run whose plan or load had failed", async () => {
    const broken = { ...numbers, plan: unavailable };
    const unplanned = await stoppedBefore(["complete"], new House(testPlan(broken)));
    await swept(unplanned);
    expect(await unplanned.getRun()).toMatchObject(failed);
    const unloaded = await stoppedBefore(["complete"], new House({ ...plan, load: null }));
    await swept(unloaded);
    expect(await unloaded.getRun()).toMatchObject(failed);
  });

  it("goes on with an end that is stored", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("complete"));
    const { ports } = house;
    house.ports = { ...ports, lineage: faulty(ports.lineage, "advanceRun", unavailable) };
    await house.drain();
    house.ports = ports;
    expect(await house.typeOf("run", "complete")).toBe("Completed");
    expect(await house.getRun()).toMatchObject({ outcome: null });
    await swept(house);
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
  });
});

const unavailable = () => Promise.reject(new Transient("lineage.unavailable", "out"));

/** Cannot advance the run to that status. */
function onlyRun({ lineage }: Ports, status: string): Ports["lineage"] {
  return new Proxy(lineage, {
    get: (target, name) =>
      name === "advanceRun"
        ? (item: { status: string }) =>
            item.status === status ? unavailable() : lineage.advanceRun(item as never)
        : Reflect.get(target, name),
  });
}
