import { Completed, Failed } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { Permanent, Transient } from "../errors.ts";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import { complete } from "./complete.ts";
import { runStage } from "./run-stage.ts";
import { sweep } from "./sweep.ts";
import { faulty } from "./testing/faulty.ts";
import { delivery, House, keeping } from "./testing/house.ts";

const plan = testPlan(rowsSource([intColumn("n")], [[{ n: 1 }, { n: "x" }], [{ n: 2 }]]));
const mistake = new Permanent("some.mistake", "no");

describe("complete", () => {
  it("closes the run with its totals, and what each stage took", async () => {
    const house = new House(plan);
    await house.run();
    const { data } = Completed.parse(await house.runHop("complete"));
    expect(data).toMatchObject({
      status: "completed",
      reason: null,
      rows: { read: 3, rejected: 1, extracted: 2, transformed: 2, quarantined: 0, loaded: 2 },
      loaded: { got: 2, inserted: 2 },
      checks: [],
    });
    expect(Object.keys(data.stages)).toEqual(["plan", "extract", "transform", "validate", "settle", "load"]);
    expect(data.stages.extract).toMatchObject({ rows: 2 });
    expect(data.ms).toBeGreaterThan(0);
    expect(await house.getRun()).toMatchObject({ status: "Completed", outcome: "completed" });
  });

  it("closes a run whose load failed, with the reason", async () => {
    const house = new House(plan);
    house.ports = {
      ...house.ports,
      warehouse: faulty(house.ports.warehouse, "load", () => Promise.reject(mistake)),
    };
    await house.run();
    expect(Completed.parse(await house.runHop("complete")).data).toMatchObject({
      status: "failed",
      reason: { code: "some.mistake" },
      loaded: null,
      rows: { extracted: 2, loaded: 0 },
    });
  });

  it("fails a run whose books do not balance, although it has loaded", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("complete"));
    const [event] = house.bus.messages;
    const hops = (await house.lineage.hops(house.runId)).map((hop) =>
      hop.metadata.type === "Loaded"
        ? { ...hop, data: { ...(hop.data as object), rows: { ...zero, got: 2, inserted: 1 } } }
        : hop,
    );
    const lineage = new Proxy(house.lineage, {
      get: (target, name) => {
        if (name === "hops") return async () => hops;
        const member = Reflect.get(target, name);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
    if (!event) throw new Error("it has loaded");
    await runStage(complete, event.envelope, { ...house.ports, lineage }, delivery());
    expect(Completed.parse(await house.runHop("complete")).data).toMatchObject({
      status: "failed",
      reason: { code: "books.unbalanced", where: "load" },
    });
  });
  const zero = { got: 0, inserted: 0, updated: 0, unchanged: 0, superseded: 0, discarded: 0 };

  it("has nothing to do with the failure of a unit", async () => {
    const house = new House(plan, {});
    const failed = async (unit: string) =>
      Failed.parse({
        metadata: {
          ...(await house.runHop("request")).metadata,
          type: "Failed",
          slot: { unit, stage: "plan", generation: 0 },
        },
        data: {
          reason: { class: "permanent", code: "x.y", message: "", where: null, why: null, next: null },
          attempts: 1,
        },
      });
    await house.request();
    expect(complete.slotFor(await failed("numbers#0"), plan)).toBeNull();
    expect(complete.slotFor(await failed("run"), plan)).toEqual({
      unit: "run",
      stage: "complete",
      generation: 0,
    });
  });

  it("denies no load because its end cannot be told for now: a sweep tells it later", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("complete"));
    const { ports } = house;
    const out = () => Promise.reject(new Transient("lineage.unavailable", "out"));
    house.ports = { ...ports, lineage: faulty(ports.lineage, "hops", out) };
    await house.drain();
    expect(house.errors).toEqual([expect.objectContaining({ code: "lineage.unavailable" })]);
    expect(await house.hop("run", "complete")).toBeNull();
    expect(await house.getRun()).toMatchObject({ outcome: null });
    await sweep(house.runId, ports);
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("ends the run where its own work fails, and does not hear of it for ever", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("complete"));
    house.ports = {
      ...house.ports,
      lineage: faulty(house.ports.lineage, "hops", () => Promise.reject(mistake)),
    };
    await house.drain();
    expect(await house.typeOf("run", "complete")).toBe("Failed");
    expect(await house.getRun()).toMatchObject({ status: "Completed", outcome: "failed" });
    expect(house.bus.messages).toEqual([]);
    expect(house.errors).toEqual([mistake]);
  });
});
