import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DuckdbHarness, duckdbHarness } from "../testing/harness.ts";
import { loadRows, MERGE, REPLACE } from "../testing/loads.ts";

const DAY = 24 * 60 * 60 * 1000;

let harness: DuckdbHarness;
beforeEach(async () => {
  harness = await duckdbHarness();
});
afterEach(() => harness.close());

const merge = (runId: string, value: string) =>
  loadRows(harness, runId, [{ id: 1, value }], { target: MERGE });
const replace = (runId: string, value: string) =>
  loadRows(harness, runId, [{ id: 1, value }], { target: REPLACE });
const kept = async () => {
  const { rows } = await harness.warehouse.query(
    "select table_name from duckdb_tables() where table_name like '\\_waybill\\_old%' escape '\\' order by all",
    null,
  );
  return rows.flat();
};
const images = async () =>
  (
    await harness.warehouse.query(
      "select _waybill_undo_run, value from _waybill_undo__orders order by all",
      null,
    )
  ).rows;

describe("undo data", () => {
  it("of a merge is kept for the load's days and goes with the next load after them", async () => {
    await merge("run-a", "a");
    await merge("run-b", "b");
    harness.clock.ms += 7 * DAY - 1;
    await merge("run-c", "c");
    expect(await images()).toEqual([
      ["run-b", "a"],
      ["run-c", "b"],
    ]);
    harness.clock.ms += 1;
    await merge("run-d", "d");
    expect(await images()).toEqual([
      ["run-c", "b"],
      ["run-d", "c"],
    ]);
  });

  it("of a replace: the old table", async () => {
    await merge("run-a", "a");
    await merge("run-b", "b");
    await replace("run-c", "c");
    expect(await kept()).toEqual(["_waybill_old__orders__run-c", "_waybill_old_undo__orders__run-c"]);
    harness.clock.ms += 7 * DAY;
    await replace("run-d", "d");
    expect(await kept()).toEqual(["_waybill_old__orders__run-d"]);
  });

  it("each load by its own days, not by the next one's", async () => {
    await merge("run-a", "a");
    await merge("run-b", "b");
    harness.clock.ms += DAY;
    await loadRows(harness, "run-c", [{ id: 1, value: "c" }], { target: { ...MERGE, undoDays: 0 } });
    expect(await images()).toEqual([
      ["run-b", "a"],
      ["run-c", "b"],
    ]);
    await merge("run-d", "d");
    expect(await images()).toEqual([
      ["run-b", "a"],
      ["run-d", "c"],
    ]);
  });

  it("that is gone is missed with a message", async () => {
    await merge("run-a", "a");
    harness.clock.ms += 8 * DAY;
    await merge("run-b", "b");
    await expect(harness.warehouse.undo("run-a", MERGE)).rejects.toMatchObject({
      code: "warehouse.undo-expired",
      class: "permanent",
      where: "run run-a, table orders",
    });
  });

  it("of the latest load stays until another one comes, however old it is", async () => {
    await merge("run-a", "a");
    await merge("run-b", "b");
    harness.clock.ms += 100 * DAY;
    expect(await harness.warehouse.undo("run-b", MERGE)).toEqual({ removed: 1, restored: 1 });
  });
});
