import { Completed, Validated } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { Permanent, Transient } from "../errors.ts";
import type { Check } from "../quality/check.ts";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { markingEngine } from "../testing/simulation/engine.ts";
import { settleCheck } from "./settle.ts";
import { faulty } from "./testing/faulty.ts";
import { delivery, House, keeping, subscriptionOf } from "./testing/house.ts";

const numbers = rowsSource([intColumn("n")], [[{ n: 1 }], [{ n: 2 }]]);
const plan = testPlan(numbers);
const unique: Check = {
  id: "n.unique",
  column: "n",
  severity: "reject",
  implied: false,
  rule: "unique",
  columns: ["n"],
  keep: null,
};
const settling = testPlan(numbers, { resultRules: { checks: [unique], corrections: [] } });

const failing = (method: "extract" | "transform" | "settle", error: unknown, times?: number) => ({
  engine: (files: House["files"]) =>
    faulty(
      markingEngine(files, 1, () => {}),
      method,
      () => Promise.reject(error),
      times,
    ),
});

describe("settleCheck", () => {
  it("waits for the planned count", async () => {
    const house = new House(plan);
    await house.request();
    const request = await house.runHop("request");
    house.calls.length = 0;
    await settleCheck(request, house.context);
    expect(house.calls).toEqual(["lineage.getRun"]);
  });

  it("waits for open units, and reads no more than one to know", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("extract"));
    house.calls.length = 0;
    await settleCheck(await house.runHop("plan"), house.context);
    expect(house.calls).toEqual(["lineage.getRun", "lineage.openUnits"]);
  });

  it("does not trust the index alone: it reads every unit, page by page", async () => {
    const house = new House(plan, { pageSize: 1 });
    await house.request();
    await house.drain(keeping("extract"));
    house.calls.length = 0;
    const { lineage } = house.ports;
    const late = new Proxy(lineage, {
      get: (target, name) => (name === "openUnits" ? async () => [] : Reflect.get(target, name)),
    });
    await settleCheck(await house.runHop("plan"), {
      ...house.context,
      ports: { ...house.ports, lineage: late },
    });
    expect(house.calls).toEqual(["lineage.getRun", "lineage.units", "lineage.units"]);
    expect(await house.hop("run", "settle")).toBeNull();
  });

  it("waits for units that are counted and not there yet", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("load"));
    await house.ports.lineage.setPlanned(house.runId, 3);
    await house.ports.lineage.advanceRun({ ...(await at(house, 1)), status: "Planned", rank: 0 });
    await settleCheck(await house.runHop("plan"), house.context);
    expect(await house.hop("run", "settle", 1)).toBeNull();
  });

  it("settles once all are closed: stores, reads the winner, advances, publishes", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("load"));
    const settled = Validated.parse(await house.runHop("settle"));
    expect(settled.metadata.partition).toBeUndefined();
    expect(settled.data).toMatchObject({ scope: "run", rows: { got: 2, passed: 2, quarantined: 0 } });
    const order = house.calls.filter((call) => /Validated run|advanceRun Validated/.test(call));
    expect(order.slice(0, 3)).toEqual([
      "lineage.putHop Validated run",
      "lineage.advanceRun Validated",
      "bus.publish Validated run",
    ]);
  });

  it("says the stored decision again, and decides nothing twice", async () => {
    const house = new House(settling);
    await house.request();
    await house.drain(keeping("load"));
    house.calls.length = 0;
    await settleCheck(await house.runHop("plan"), house.context);
    expect(house.calls).toContain("bus.publish Validated run");
    expect(house.calls).not.toContain("engine.settle");
    expect(house.calls.some((call) => call.startsWith("lineage.putHop"))).toBe(false);
  });

  it("settles the generation of the run, whatever the event's", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("load"));
    await house.ports.lineage.advanceRun({ ...(await at(house, 3)), status: "Planned", rank: 0 });
    await settleCheck(await house.stored("numbers#0", "validate"), house.context);
    expect(await house.typeOf("run", "settle", 3)).toBe("Validated");
  });

  const at = async (house: House, generation: number) => {
    const run = await house.getRun();
    if (!run) throw new Error("there is a run");
    const { planned: _, ...item } = run;
    return { ...item, generation };
  };
});

describe("where units failed", () => {
  const mistake = new Permanent("csv.damaged", "the file is cut off", { where: "a.csv:7" });

  it("the run ends with the reason and the place, and nothing is loaded", async () => {
    const house = new House(plan, failing("extract", mistake, 1));
    await house.run();
    expect(Completed.parse(await house.runHop("settle")).data).toMatchObject({
      status: "failed",
      reason: { code: "csv.damaged", message: "the file is cut off", where: "numbers#0, a.csv:7" },
      loaded: null,
      rows: { loaded: 0 },
    });
    expect(await house.hop("run", "load")).toBeNull();
    expect(house.table()).toEqual([]);
  });

  it("it says how many, and the first cause rather than what failed only because of it", async () => {
    const places = lookup("a", rowsSource([intColumn("n")], [[]]));
    const { columns } = numbers.contract;
    const house = new House(
      testPlan(numbers, { lookups: [places], steps: [runStep(columns)] }),
      failing("extract", mistake, 1),
    );
    await house.run();
    expect(Completed.parse(await house.runHop("settle")).data.reason).toMatchObject({
      code: "csv.damaged",
      message: "4 units failed; the first: the file is cut off",
      where: "a#0, a.csv:7",
    });
  });
});

describe("where the decision cannot be reached", () => {
  const hiccup = new Transient("engine.io", "the disk is slow");
  const settle = async (house: House, more = {}) => {
    await house.request();
    await house.drain(keeping("validate", "load"));
    const [message, last] = house.bus.messages.filter(({ subscription }) => subscription === "validate");
    if (!message || !last) throw new Error("there are two partitions");
    await house.handle(message);
    return subscriptionOf("validate").handle(last.envelope, house.ports, delivery(more));
  };

  it("for now: the event comes again, and nothing is stored", async () => {
    const house = new House(settling, failing("settle", hiccup));
    await expect(settle(house)).rejects.toBe(hiccup);
    expect(await house.hop("run", "settle")).toBeNull();
  });

  it("to the last attempt: the run ends, for nobody else comes to settle it", async () => {
    const house = new House(settling, failing("settle", hiccup));
    await settle(house, { lastAttempt: true });
    expect(Completed.parse(await house.runHop("settle")).data).toMatchObject({
      status: "failed",
      reason: { class: "transient", code: "engine.io" },
    });
  });

  it("because its time is over at the last attempt: the same", async () => {
    const house = new House(settling, failing("settle", new Error("aborted")));
    const signal = AbortSignal.abort(new Transient("delivery.timeout", "too long"));
    await settle(house, { lastAttempt: true, signal });
    expect(Completed.parse(await house.runHop("settle")).data.reason?.code).toBe("delivery.timeout");
  });

  it("because the process stops: nothing is said", async () => {
    const house = new House(settling, failing("settle", new Error("aborted")));
    const signal = AbortSignal.abort(new DOMException("stopping", "AbortError"));
    await expect(settle(house, { lastAttempt: true, signal })).rejects.toThrow("stopping");
    expect(await house.hop("run", "settle")).toBeNull();
  });

  it("ever: the run ends at once", async () => {
    const house = new House(settling, failing("settle", new Permanent("engine.out-of-memory", "too much")));
    await house.run();
    expect(Completed.parse(await house.runHop("settle")).data.reason?.code).toBe("engine.out-of-memory");
    expect(await house.getRun()).toMatchObject({ outcome: "failed" });
  });

  it("ends the run where its decision fits on no bus", async () => {
    const check = { id: "n.unique", rule: "unique", column: "n".repeat(150), severity: "reject" } as const;
    const checks = Array.from({ length: 2000 }, () => ({ ...check, failed: 1, corrected: 0, example: "1" }));
    const house = new House(settling, {
      engine: (files) => {
        const engine = markingEngine(files, 1, () => {});
        return { ...engine, settle: async (request) => ({ ...(await engine.settle(request)), checks }) };
      },
    });
    await house.run();
    const settled = Completed.parse(await house.runHop("settle"));
    expect(settled.data).toMatchObject({ status: "failed", reason: { code: "event.too-large" } });
    expect(house.table()).toEqual([]);
  });
});
