import { Requested, RUN_UNIT, slotId } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { Permanent, Transient } from "../errors.ts";
import type { Plan } from "../pipeline/plan.ts";
import type { Engine } from "../ports/engine.ts";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { markingEngine } from "../testing/simulation/engine.ts";
import { readPlanDocument } from "./plan-document.ts";
import { requestRetry } from "./request.ts";
import { guardRetry } from "./retry.ts";
import { faulty } from "./testing/faulty.ts";
import { House, keeping } from "./testing/house.ts";

const numbers = rowsSource([intColumn("n")], [[{ n: 1 }], [{ n: 2 }]]);
const { columns } = numbers.contract;
const over = runStep(columns);
const perPartition = { ...over, scope: "partition" } as const;
const between = { id: "n.between", column: "n", severity: "reject", implied: false } as const;
const checked = {
  checks: [{ ...between, rule: "between", low: null, high: 9 } as const],
  corrections: [],
};
const mistake = new Permanent("some.mistake", "no");

/** A house whose engine fails so many times at one kind of work. */
const failingAt = (plan: Plan, method: keyof Engine, times = 1) =>
  new House(plan, {
    engine: (files) =>
      faulty(
        markingEngine(files, 1, () => {}),
        method,
        () => Promise.reject(mistake),
        times,
      ),
  });

const retryListOf = async (house: House, generation = 1) => {
  const hop = await house.runHop("plan", generation);
  const { plan } = hop.data as { plan: Parameters<typeof readPlanDocument>[1] };
  const { units } = await readPlanDocument(house.ports, plan);
  return units.map(({ unit, from, input }) => [unit, from, input]);
};

async function requestOf(house: House, generation: number) {
  const slot = { unit: RUN_UNIT, stage: "request", generation } as const;
  const first = Requested.parse(await house.runHop("request"));
  return { ...first, metadata: { ...first.metadata, slot, id: slotId(house.runId, slot) } };
}

describe("guardRetry", () => {
  it("lets a first request through", async () => {
    const house = new House(testPlan(numbers));
    await house.request();
    expect(await guardRetry(await requestOf(house, 0), house.ports)).toBe("go");
  });

  it("leaves on its queue what nothing can be said about yet", async () => {
    const house = new House(testPlan(numbers));
    await house.request();
    await house.drain(keeping("validate"));
    expect(await guardRetry(await requestOf(house, 1), house.ports)).toBe("later");
    expect(await house.hop("run", "plan", 1)).toBeNull();
  });

  it("refuses where everything settled well", async () => {
    const house = new House(testPlan(numbers));
    await house.run();
    await expect(guardRetry(await requestOf(house, 1), house.ports)).rejects.toMatchObject({
      class: "permanent",
      code: "retry.nothing-failed",
      why: "its partitions settled well",
    });
  });

  it("refuses where the run could not even be planned", async () => {
    const house = new House(testPlan({ ...numbers, plan: () => Promise.reject(mistake) }));
    await house.run();
    await expect(guardRetry(await requestOf(house, 1), house.ports)).rejects.toMatchObject({
      code: "retry.nothing-failed",
      why: expect.stringContaining("run the pipeline again"),
    });
  });

  it("says the old decision again before it lets the retry begin", async () => {
    const house = failingAt(testPlan(numbers), "extract");
    await house.run();
    house.calls.length = 0;
    expect(await guardRetry(await requestOf(house, 1), house.ports)).toBe("go");
    expect(house.calls.at(-1)).toBe("bus.publish Completed run");
    expect(house.bus.log).toContainEqual(await house.runHop("settle"));
  });

  it("refuses a request that is not in its place, whatever has settled", async () => {
    const house = new House(testPlan(numbers));
    await house.request();
    const request = await requestOf(house, 0);
    const slot = { ...request.metadata.slot, generation: 1 };
    const misplaced = { ...request, metadata: { ...request.metadata, slot } };
    await expect(guardRetry(misplaced, house.ports)).rejects.toMatchObject({ code: "event.misplaced" });
  });
});

describe("a retry", () => {
  it("does again what failed, and nothing else; the rest is held with what it has", async () => {
    const house = failingAt(testPlan(numbers), "extract");
    await house.run();
    const held = await house.getUnit("numbers#1");
    await requestRetry(house.ports, house.runId, "me");
    await house.drain();
    expect(await retryListOf(house)).toEqual([["numbers#0", "extract", null]]);
    expect(await house.getUnit("numbers#1")).toEqual(held);
    expect(await house.getUnit("numbers#0")).toMatchObject({ generation: 1, status: "Validated" });
    expect(await house.getRun()).toMatchObject({ outcome: "completed", generation: 1, planned: 2 });
    expect(house.table()).toEqual([1, 2]);
  });

  it.each([
    ["transform", { steps: [perPartition], resultRules: checked }, "transform", "extract"],
    ["validate", { steps: [perPartition], resultRules: checked }, "validate", "transform"],
  ] as const)("goes on from the stage that failed: %s", async (method, more, from, input) => {
    const house = failingAt(testPlan(numbers, more), method);
    await house.run();
    const goesOnFrom = (await house.stored("numbers#0", input)).metadata.id;
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    expect(await retryListOf(house)).toEqual([["numbers#0", from, goesOnFrom]]);
    expect(await house.getRun()).toMatchObject({ outcome: "completed", generation: 1 });
    expect(house.table()).toEqual([1, 2]);
  });

  it("of a lookup takes those with it that needed it, in an order in which what is needed comes first", async () => {
    const places = lookup("places", rowsSource([intColumn("n")], [[{ n: 7 }]]));
    const house = failingAt(testPlan(numbers, { lookups: [places], steps: [over] }), "extract");
    await house.run();
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    const extracted = async (unit: string) => (await house.stored(unit, "extract")).metadata.id;
    expect(await retryListOf(house)).toEqual([
      ["places#0", "extract", null],
      ["numbers#0", "transform", await extracted("numbers#0")],
      ["numbers#1", "transform", await extracted("numbers#1")],
      ["step1#0", "transform", null],
    ]);
    expect(house.table()).toEqual([1, 2]);
  });

  it("of a retry takes what failed in that one", async () => {
    const house = failingAt(testPlan(numbers), "extract", 3);
    await house.run();
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    expect(await retryListOf(house)).toHaveLength(2);
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    expect(await retryListOf(house, 2)).toEqual([["numbers#0", "extract", null]]);
    expect(await house.getRun()).toMatchObject({ outcome: "completed", generation: 2, planned: 2 });
  });

  it("of a decision that could not be made has no units, and decides again", async () => {
    const unique = { ...between, id: "n.unique", rule: "unique", columns: ["n"], keep: null } as const;
    const rules = { checks: [unique], corrections: [] };
    const house = failingAt(testPlan(numbers, { resultRules: rules }), "settle");
    await house.run();
    expect(await house.typeOf("run", "settle")).toBe("Completed");
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    expect(await retryListOf(house)).toEqual([]);
    expect(await house.getRun()).toMatchObject({ outcome: "completed", generation: 1 });
  });

  it("whose own plan failed can be asked for again", async () => {
    const house = failingAt(testPlan(numbers), "extract");
    await house.run();
    const { objects } = house.ports;
    const full = new Permanent("object.no-space", "the disk is full");
    const broken = { ...house.ports, objects: faulty(objects, "put", () => Promise.reject(full)) };
    house.ports = broken;
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    expect(await house.getRun()).toMatchObject({ outcome: "failed", generation: 1 });
    house.ports = { ...broken, objects };
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    expect(await house.getRun()).toMatchObject({ outcome: "completed", generation: 2 });
    expect(house.table()).toEqual([1, 2]);
  });
});

describe("requestRetry", () => {
  it("refuses a run that is not there", async () => {
    const house = new House(testPlan(numbers));
    await expect(requestRetry(house.ports, house.runId, null)).rejects.toMatchObject({
      class: "usage",
      code: "run.missing",
      where: house.runId,
    });
  });

  it.each([
    ["has not settled", keeping("validate"), "it has not settled yet"],
    ["settled well", keeping(), "its partitions settled well"],
  ])("refuses a run that %s", async (_, keepsBack, why) => {
    const house = new House(testPlan(numbers));
    await house.request();
    await house.drain(keepsBack);
    await expect(requestRetry(house.ports, house.runId, null)).rejects.toMatchObject({
      class: "usage",
      code: "run.not-failed",
      why,
    });
  });

  it("says who asked, of the same definition and with the same parameters", async () => {
    const house = failingAt(testPlan(numbers), "extract");
    await house.run();
    await requestRetry(house.ports, house.runId, "me");
    const first = Requested.parse(await house.runHop("request"));
    const { data, metadata } = Requested.parse(await house.runHop("request", 1));
    expect(data).toEqual({ ...first.data, trigger: { kind: "retry", by: "me", origin: house.runId } });
    expect(metadata.causationId).toBe((await house.runHop("settle")).metadata.id);
  });

  it("asked twice is one retry", async () => {
    const house = failingAt(testPlan(numbers), "extract");
    await house.run();
    await requestRetry(house.ports, house.runId, "me");
    await requestRetry(house.ports, house.runId, "somebody else");
    await house.drain();
    expect(await house.getRun()).toMatchObject({ generation: 1 });
    expect(await house.hop("run", "plan", 2)).toBeNull();
    expect(await house.runHop("request", 1)).toMatchObject({ data: { trigger: { by: "me" } } });
  });

  it("asked again sets in motion what was lost, also where the bus ignores what it knows", async () => {
    const house = new House(testPlan(numbers), {
      republish: "ignored",
      engine: (files) =>
        faulty(
          markingEngine(files, 1, () => {}),
          "extract",
          () => Promise.reject(new Transient("x", "x")),
          4,
        ),
    });
    await house.run();
    await requestRetry(house.ports, house.runId, null);
    house.bus.messages.slice().forEach(house.bus.acknowledge);
    await requestRetry(house.ports, house.runId, null);
    await house.drain();
    expect(await house.getRun()).toMatchObject({ outcome: "completed", generation: 1 });
  });
});
