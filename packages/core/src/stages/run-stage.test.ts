import { type Envelope, Extracted, Failed, isEvent } from "@waybill/events";
import { beforeEach, describe, expect, it } from "vitest";
import { Permanent, Transient } from "../errors.ts";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import { outcome } from "./announce.ts";
import { extract } from "./extract.ts";
import { load } from "./load.ts";
import type { Delivery, Ports } from "./ports.ts";
import { runStage } from "./run-stage.ts";
import type { Stage } from "./stage.ts";
import { faulty } from "./testing/faulty.ts";
import { delivery, House, keeping } from "./testing/house.ts";

const plan = testPlan(rowsSource([intColumn("n")], [[{ n: 1 }, { n: 2 }]]));
describe("runStage", () => {
  let house: House;
  let planned: Envelope;
  beforeEach(async () => {
    house = new House(plan);
    await house.request();
    await house.drain(keeping("extract"));
    planned = await house.stored("numbers#0", "plan");
    house.calls.length = 0;
  });
  const run = (stage: Stage = extract, more: Partial<Delivery> = {}) =>
    runStage(stage, planned, house.ports, delivery(more));
  const failing = (error: unknown): Stage => ({
    ...extract,
    work: () => Promise.reject(error),
  });

  it("looks, works, stores, reads the winner, advances, publishes, in this order", async () => {
    await run();
    const order = ["getHop", "engine.extract", "putHop", "getHop", "advanceUnit", "publish"];
    const seen = house.calls.filter((call) => order.some((name) => call.includes(name)));
    expect(seen.map((call) => call.split(" ").slice(0, 2).join(" "))).toEqual([
      "lineage.getHop",
      "engine.extract",
      "lineage.putHop Extracted",
      "lineage.getHop",
      "lineage.advanceUnit Extracted",
      "bus.publish Extracted",
    ]);
  });

  it("does not do the work again where the hop is there, and goes on with it all the same", async () => {
    await run();
    const first = await house.hop("numbers#0", "extract");
    house.calls.length = 0;
    await run();
    const names = house.calls.map((call) => call.split(" ")[0]);
    expect(names).not.toContain("engine.extract");
    expect(names).not.toContain("lineage.putHop");
    expect(names).toEqual(expect.arrayContaining(["lineage.advanceUnit", "bus.publish"]));
    expect(house.bus.log).toContainEqual(first);
  });

  it("goes on with the winner where another one was first", async () => {
    let beaten = false;
    const slow: Stage = {
      ...extract,
      async work(event, context) {
        if (!beaten) {
          beaten = true;
          await run();
        }
        return extract.work(event, context);
      },
    };
    await run(slow);
    const winner = Extracted.parse(await house.stored("numbers#0", "extract"));
    expect(house.bus.log.filter((event) => isEvent(Extracted, event))).toEqual([winner]);
    expect((await house.getUnit("numbers#0"))?.artifact).toEqual(winner.data.artifact);
  });

  it("stores no event that no bus takes: the slot says why instead, and the run goes on to its end", async () => {
    const schema = Array.from({ length: 5000 }, (_, i) => ({
      name: `column ${i}`,
      type: "BIGINT",
      nullable: true,
    }));
    const wide: Stage = {
      ...extract,
      async work(event, context) {
        const made = await extract.work(event, context);
        const data = made?.data as Extracted["data"];
        return outcome(Extracted, { ...data, artifact: { ...data.artifact, schema } });
      },
    };
    await expect(run(wide)).rejects.toMatchObject({
      code: "event.too-large",
      where: expect.stringContaining("extract of numbers#0"),
    });
    const stored = await house.stored("numbers#0", "extract");
    expect(isEvent(Failed, stored) && stored.data.reason.code).toBe("event.too-large");
    await house.drain();
    expect(await house.lineage.getRun(house.runId)).toMatchObject({ outcome: "failed" });
  });

  it("looks at the barrier once the unit is closed", async () => {
    await house.drain(keeping("validate", "load"));
    house.calls.length = 0;
    await house.drain(keeping("load"));
    const order = house.calls.filter((call) => /advanceUnit|getRun|publish/.test(call));
    expect(order).toEqual([
      "lineage.advanceUnit Validated",
      "lineage.getRun",
      "bus.publish Validated run",
      "bus.publish Validated numbers#0",
    ]);
  });

  it("stores nothing where it is too early: what it waits for brings the event again", async () => {
    await run({ ...extract, work: async () => null });
    expect(house.calls).toEqual(["lineage.getHop"]);
  });

  it("has nothing to do with events of other stages", async () => {
    await runStage(load, planned, house.ports, delivery());
    expect(house.calls).toEqual([]);
  });

  it("refuses an envelope that does not fit its slot, before anything else", async () => {
    const slot = { ...planned.metadata.slot, unit: "numbers#7" };
    const misplaced = { ...planned, metadata: { ...planned.metadata, slot } };
    await expect(runStage(extract, misplaced, house.ports, delivery())).rejects.toMatchObject({
      class: "permanent",
      code: "event.misplaced",
      where: expect.stringContaining("numbers#7, plan, generation 0"),
    });
    expect(house.calls).toEqual([]);
  });

  describe("where the work fails", () => {
    const hiccup = new Transient("some.hiccup", "not now");
    const stored = async () => {
      const hop = await house.hop("numbers#0", "extract");
      return hop && isEvent(Failed, hop) ? hop.data : null;
    };

    it("and may pass the next time: nothing is stored", async () => {
      await expect(run(failing(hiccup))).rejects.toBe(hiccup);
      expect(await stored()).toBeNull();
      expect(house.bus.log.some((event) => isEvent(Failed, event))).toBe(false);
    });

    it("and nobody tries again: the failure takes the slot, is announced, and is a dead letter too", async () => {
      await expect(run(failing(hiccup), { attempt: 4, lastAttempt: true })).rejects.toBe(hiccup);
      expect(await stored()).toMatchObject({
        reason: { class: "transient", code: "some.hiccup" },
        attempts: 4,
      });
      expect(house.bus.log.at(-1)).toEqual(await house.hop("numbers#0", "extract"));
      expect(await house.getUnit("numbers#0")).toMatchObject({ status: "Failed", open: false });
    });

    it("and will fail the same way: at once", async () => {
      const mistake = new Permanent("some.mistake", "no", {
        where: "a.csv:3",
        why: "because",
        next: "correct it",
      });
      await expect(run(failing(mistake))).rejects.toBe(mistake);
      expect(await stored()).toMatchObject({
        reason: { class: "permanent", code: "some.mistake", message: "no", where: "a.csv:3", why: "because" },
      });
    });

    it("by what is no error of ours: with its place, and without a stack trace", async () => {
      await expect(run(failing(new TypeError("x is undefined")))).rejects.toMatchObject({
        class: "permanent",
        code: "unexpected",
        where: expect.stringMatching(/run-stage\.test\.ts:\d+:\d+$/),
      });
      expect(JSON.stringify(await stored())).not.toContain("    at ");
    });

    it("by a time-out: as what may pass", async () => {
      const timeout = new Transient("delivery.timeout", "too long");
      const signal = AbortSignal.abort(timeout);
      await expect(run(failing(new Error("aborted")), { signal })).rejects.toBe(timeout);
      expect(await stored()).toBeNull();
      await expect(run(failing(new Error("aborted")), { signal, lastAttempt: true })).rejects.toBe(timeout);
      expect(await stored()).toMatchObject({ reason: { code: "delivery.timeout" } });
    });

    it("by a shutdown: nothing is said of the work, not even at the last attempt", async () => {
      const signal = AbortSignal.abort(new DOMException("stopping", "AbortError"));
      await expect(run(failing(new Error("aborted")), { signal, lastAttempt: true })).rejects.toThrow(
        "stopping",
      );
      expect(await stored()).toBeNull();
    });

    it("after another attempt had done it: the success stands", async () => {
      await run();
      await run(failing(hiccup), { lastAttempt: true });
      expect(await house.typeOf("numbers#0", "extract")).toBe("Extracted");
    });
  });
});

describe("a load that fails", () => {
  const unheard = async (commit: () => Promise<unknown>): Promise<never> => {
    await commit();
    throw new Transient("warehouse.unavailable", "nobody heard the answer");
  };
  const out = () => Promise.reject(new Transient("warehouse.unavailable", "the warehouse is out"));
  const last = delivery({ lastAttempt: true });
  let house: House;
  let ports: Ports;
  let settled: Envelope;
  beforeEach(async () => {
    house = new House(plan);
    await house.request();
    await house.drain(keeping("load"));
    settled = await house.runHop("settle");
    ports = { ...house.ports, warehouse: faulty(house.ports.warehouse, "load", unheard) };
  });

  it("has its rows taken back, where it was committed and nobody heard of it", async () => {
    await expect(runStage(load, settled, ports, delivery())).rejects.toMatchObject({ class: "transient" });
    expect(house.table()).toEqual([1, 2]);
    await expect(runStage(load, settled, ports, last)).rejects.toThrow("nobody heard");
    expect(house.table()).toEqual([]);
    expect(await house.typeOf("run", "load")).toBe("Failed");
  });

  it("has them taken back by the one who commits after the slot was filled", async () => {
    const refused: Stage = { ...load, work: () => Promise.reject(new Permanent("warehouse.drift", "no")) };
    const zombie: Stage = {
      ...load,
      async work(event, context) {
        await expect(runStage(refused, settled, house.ports, last)).rejects.toThrow("no");
        return load.work(event, context);
      },
    };
    await runStage(zombie, settled, house.ports, delivery());
    expect(house.table()).toEqual([]);
  });

  it("that never got to its commit has nothing to take back, and nobody says so", async () => {
    const refused = () => Promise.reject(new Permanent("warehouse.drift", "the table is frozen"));
    const refusing = { ...ports, warehouse: faulty(house.ports.warehouse, "load", refused) };
    await expect(runStage(load, settled, refusing, delivery())).rejects.toThrow("frozen");
    expect(house.calls).toContain("warehouse.undo");
    expect(house.logged).toEqual([]);
    expect(house.bus.log.at(-1)).toEqual(await house.runHop("load"));
  });

  it("is tried again by who cannot take them back for now", async () => {
    await expect(runStage(load, settled, ports, last)).rejects.toThrow("nobody heard");
    const unreachable = { ...ports, warehouse: faulty(ports.warehouse, "undo", out) };
    await expect(runStage(load, settled, unreachable, delivery())).rejects.toThrow("the warehouse is out");
  });

  it("says in the log where nobody can take them back, and the run ends", async () => {
    const unreachable = { ...ports, warehouse: faulty(ports.warehouse, "undo", out) };
    await expect(runStage(load, settled, unreachable, last)).rejects.toThrow("nobody heard");
    expect(house.logged).toEqual([expect.stringContaining("still there: the warehouse is out")]);
    await house.drain();
    expect(await house.getRun()).toMatchObject({ outcome: "failed" });
  });

  it("has nothing to take back where the pipeline does not say where its rows go", async () => {
    const nowhere = new House({ ...plan, load: null });
    await nowhere.run();
    expect(nowhere.errors).toEqual([expect.objectContaining({ code: "pipeline.no-load" })]);
    expect(nowhere.calls).not.toContain("warehouse.undo");
    expect(await nowhere.getRun()).toMatchObject({ outcome: "failed" });
  });
});
