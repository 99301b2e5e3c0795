import { Loaded, Validated } from "@waybill/events";
import { describe, expect, it } from "vitest";
import type { Check } from "../quality/check.ts";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import { load } from "./load.ts";
import { runStage } from "./run-stage.ts";
import { delivery, House, keeping } from "./testing/house.ts";

const lists = [
  [{ n: 1 }, { n: 2 }],
  [{ n: 2 }, { n: 3 }],
];
const unique: Check = {
  id: "n.unique",
  column: "n",
  severity: "reject",
  implied: false,
  rule: "unique",
  columns: ["n"],
  keep: null,
};
const plan = testPlan(rowsSource([intColumn("n")], lists));
const uniquely = { ...plan, resultRules: { checks: [unique], corrections: [] } };

describe("load", () => {
  it("takes the run's decision alone, not that of a unit", async () => {
    const house = new House(plan);
    await house.run();
    const ofUnit = await house.stored("numbers#0", "validate");
    expect(load.slotFor(ofUnit, plan)).toBeNull();
    expect(load.slotFor(await house.runHop("settle"), plan)).toMatchObject({ unit: "run", stage: "load" });
    expect(load.slotFor(await house.runHop("plan"), plan)).toBeNull();
  });

  it("loads what settle listed, without the keys that it excluded", async () => {
    const house = new House(uniquely);
    await house.run();
    expect(house.table()).toEqual([1, 3]);
    expect(Loaded.parse(await house.runHop("load")).data).toMatchObject({
      ...{ warehouse: "memory", table: "numbers", mode: "append", drift: [] },
      rows: { got: 2, inserted: 2, updated: 0, unchanged: 0, superseded: 0, discarded: 0 },
    });
  });

  it("says on each row which run and which partition it came from", async () => {
    const house = new House(plan);
    await house.run();
    const rows = house.warehouse.tables.get("numbers") ?? [];
    expect(rows.map((row) => [row._waybill_run_id, row._waybill_partition])).toEqual([
      [house.runId, 0],
      [house.runId, 0],
      [house.runId, 1],
      [house.runId, 1],
    ]);
  });

  it("after a crash that came after the commit, tells what was committed, and loads nothing twice", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("load"));
    const settled = await house.runHop("settle");
    await load.work(settled, house.context);
    await runStage(load, settled, house.ports, delivery({ attempt: 2 }));
    expect(house.table()).toEqual([1, 2, 2, 3]);
    expect(Loaded.parse(await house.runHop("load")).data.rows).toMatchObject({ got: 4, inserted: 4 });
  });

  it("loads what was settled, not what the units have come to since", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("load"));
    const item = await house.getUnit("numbers#0");
    if (!item) throw new Error("there is a unit");
    await house.lineage.advanceUnit({ ...item, generation: 5, artifact: null });
    await house.drain();
    expect(house.table()).toEqual([1, 2, 2, 3]);
  });

  it("fails where an artifact is not what was written, and loads nothing", async () => {
    const house = new House(plan);
    await house.request();
    await house.drain(keeping("load"));
    const { data } = Validated.parse(await house.stored("numbers#0", "validate"));
    if (data.scope !== "unit") throw new Error("it is the unit's");
    house.files.set(data.artifact.uri.slice("memory:".length), [{ n: 100 }]);
    await house.drain();
    expect(house.table()).toEqual([]);
    expect(house.errors).toEqual([expect.objectContaining({ code: "object.damaged" })]);
    expect(await house.getRun()).toMatchObject({ outcome: "failed" });
  });
});
