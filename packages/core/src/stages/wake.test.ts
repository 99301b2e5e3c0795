import { describe, expect, it } from "vitest";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { markingEngine } from "../testing/simulation/engine.ts";
import { runStage } from "./run-stage.ts";
import { faulty } from "./testing/faulty.ts";
import { delivery, House, keeping } from "./testing/house.ts";
import { transform } from "./transform.ts";

const columns = [intColumn("n"), { name: "trace", type: { kind: "text" }, nullable: true } as const];
const numbers = rowsSource(columns, [[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
const places = lookup("places", rowsSource(columns, [[{ n: 7 }]]));
const over = runStep(columns);
const per = { ...over, scope: "partition" } as const;
const engine = (files: House["files"]) => markingEngine(files, 1, () => {});
const house = (more: Parameters<typeof testPlan>[1]) =>
  new House(testPlan(numbers, { columns, ...more }), { engine, pageSize: 2, republish: "ignored" });

const isOf =
  (unit: string) =>
  ({
    envelope,
  }: {
    readonly envelope: { readonly metadata: { readonly slot: { readonly unit: string } } };
  }) =>
    envelope.metadata.slot.unit === unit;
const delivered = ({ calls }: House) => calls.filter((call) => call.startsWith("bus.deliver"));

describe("a lookup that comes late", () => {
  it("finds partitions that waited, and wakes them, page by page", async () => {
    const subject = house({ lookups: [places], steps: [per] });
    await subject.request();
    await subject.drain(isOf("places#0"));
    expect(await subject.getUnit("numbers#2")).toMatchObject({ status: "Extracted" });
    expect(await subject.hop("numbers#2", "transform")).toBeNull();
    await subject.drain();
    expect(delivered(subject)).toEqual([
      "bus.deliver Extracted numbers#0 Extracted numbers#1",
      "bus.deliver Extracted numbers#2",
    ]);
    expect(await subject.getRun()).toMatchObject({ outcome: "completed" });
    expect(subject.table()).toEqual([1, 2, 3]);
  });

  it("wakes nobody where all the others of its kind are not done: they look, and wait again", async () => {
    const cities = lookup("cities", places.source);
    const subject = house({ lookups: [places, cities], steps: [per] });
    await subject.request();
    await subject.drain(isOf("cities#0"));
    expect(await subject.hop("numbers#0", "transform")).toBeNull();
    await subject.drain();
    expect(await subject.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("that comes first wakes nobody, for nobody waits", async () => {
    const subject = house({ lookups: [places], steps: [per] });
    await subject.request();
    await subject.drain(isOf("numbers#0"));
    subject.calls.length = 0;
    await subject.drain();
    expect(delivered(subject)).toEqual([]);
    expect(await subject.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("that failed is a reason for those who waited", async () => {
    const subject = new House(testPlan(numbers, { columns, lookups: [places], steps: [per] }), {
      engine: (files) => ({
        ...engine(files),
        extract: (request) =>
          request.source === "places" ? Promise.reject(new Error("no")) : engine(files).extract(request),
      }),
    });
    await subject.request();
    await subject.drain(isOf("places#0"));
    await subject.drain();
    expect(await subject.stored("numbers#1", "transform")).toMatchObject({
      metadata: { type: "Failed" },
      data: { reason: { code: "unit.dependency-failed", where: "places#0" } },
    });
  });
});

describe("a step over the run", () => {
  it("is woken by the last partition that it needs, and by no other", async () => {
    const subject = house({ steps: [over] });
    await subject.request();
    await subject.drain(keeping("extract"));
    expect(await subject.hop("step1#0", "transform")).toBeNull();
    await subject.drain();
    expect(delivered(subject)).toEqual(["bus.deliver Planned step1#0"]);
    expect(subject.table()).toEqual([1, 2, 3]);
  });

  it("is woken also where it just got on, and whoever did that died before saying so", async () => {
    const subject = house({ steps: [over] });
    await subject.request();
    await subject.drain(isOf("numbers#2"));
    await subject.drain(keeping("transform"));
    const { ports } = subject;
    const dying = { ...ports, bus: faulty(ports.bus, "publish", () => Promise.reject(new Error("died"))) };
    const planned = await subject.stored("step1#0", "plan");
    // Another worker sees the last partition closed before its own wakes anybody.
    const openUnits = async (...asked: Parameters<typeof ports.lineage.openUnits>) => {
      await expect(runStage(transform, planned, dying, delivery())).rejects.toThrow("died");
      return ports.lineage.openUnits(...asked);
    };
    const lineage = new Proxy(ports.lineage, {
      get: (target, name) => (name === "openUnits" ? openUnits : Reflect.get(target, name)),
    });
    const [last] = subject.bus.messages;
    if (!last) throw new Error("numbers#2 is to be transformed");
    subject.bus.acknowledge(last);
    subject.ports = { ...ports, lineage };
    await subject.handle(last);
    subject.ports = ports;
    expect(await subject.getUnit("step1#0")).toMatchObject({ status: "Transformed" });
    await subject.drain();
    expect(await subject.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("waits for lookups as well, whichever comes last", async () => {
    const subject = house({ lookups: [places], steps: [over] });
    await subject.request();
    await subject.drain(isOf("places#0"));
    expect(await subject.hop("step1#0", "transform")).toBeNull();
    await subject.drain();
    expect(await subject.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("wakes the next one", async () => {
    const subject = house({ steps: [over, per, over] });
    await subject.run();
    expect(delivered(subject)).toEqual(["bus.deliver Planned step1#0", "bus.deliver Planned step2#0"]);
    expect(await subject.typeOf("step1#0", "validate")).toBeUndefined();
    expect(await subject.typeOf("step2#0", "validate")).toBe("Validated");
    expect(subject.table()).toEqual([1, 2, 3]);
  });

  it("over no partitions begins by itself", async () => {
    const empty = testPlan(rowsSource(columns, []), { columns, steps: [over] });
    const subject = new House(empty, { engine });
    await subject.run();
    expect(await subject.getRun()).toMatchObject({ outcome: "completed", planned: 1 });
  });
});

it("where nothing waits for anything, nobody is woken", async () => {
  const subject = house({ steps: [per] });
  await subject.run();
  expect(delivered(subject)).toEqual([]);
});
