import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DuckdbHarness, duckdbHarness, readTable } from "../testing/harness.ts";
import { loadRows, MERGE, REPLACE, TARGET } from "../testing/loads.ts";
import { statementsOn } from "../testing/statements.ts";

let harness: DuckdbHarness;
beforeEach(async () => {
  harness = await duckdbHarness();
});
afterEach(() => harness.close());

const ROW = [{ id: 1, value: "a" }];

describe("undo", () => {
  it("names the later runs, newest first, as they have to be taken out", async () => {
    await loadRows(harness, "run-a", ROW, { target: MERGE });
    await loadRows(harness, "run-b", [{ id: 1, value: "b" }], { target: MERGE });
    await loadRows(harness, "run-c", [{ id: 2, value: "c" }], { target: MERGE });
    await loadRows(harness, "run-d", ROW, { target: REPLACE });
    await expect(harness.warehouse.undo("run-a", MERGE)).rejects.toMatchObject({
      message: "run run-a cannot be taken out of `orders`: 2 later runs build on it",
      next: "take these out first, newest first: run-d, run-b",
    });
    await harness.warehouse.undo("run-d", REPLACE);
    await harness.warehouse.undo("run-b", MERGE);
    await harness.warehouse.undo("run-a", MERGE);
    expect(await readTable(harness.warehouse, "orders")).toMatchObject([{ id: 2, value: "c" }]);
  });

  it("of the replace that made the table drops it", async () => {
    await loadRows(harness, "run-a", ROW, { target: REPLACE });
    expect(await harness.warehouse.undo("run-a", REPLACE)).toEqual({ removed: 1, restored: 0 });
    await expect(harness.warehouse.query("from orders", null)).rejects.toMatchObject({
      code: "warehouse.empty",
    });
  });

  it("of a replace brings the old columns back with the old table", async () => {
    await loadRows(harness, "run-a", ROW);
    const columns = [{ name: "value", type: { kind: "int" } as const, nullable: true }];
    await loadRows(harness, "run-b", [{ value: 7 }], { target: REPLACE, columns });
    await harness.warehouse.undo("run-b", REPLACE);
    const { columns: after } = await harness.warehouse.query("from orders", null);
    expect(after.slice(0, 2)).toEqual([
      { name: "id", type: "BIGINT" },
      { name: "value", type: "VARCHAR" },
    ]);
  });

  it("leaves columns that the load added", async () => {
    const more = [{ name: "more", type: { kind: "int" } as const, nullable: true }];
    await loadRows(harness, "run-a", ROW);
    await loadRows(harness, "run-b", [{ more: 1 }], { columns: more });
    await harness.warehouse.undo("run-b", TARGET);
    expect(await readTable(harness.warehouse, "orders")).toMatchObject([{ id: 1, value: "a", more: null }]);
  });

  it("marks the load in the ledger, with the time and the counts", async () => {
    await loadRows(harness, "run-a", ROW);
    harness.clock.ms += 1000;
    await harness.warehouse.undo("run-a", TARGET);
    const { rows } = await harness.warehouse.query(
      "select undone_at, removed, restored from _waybill_ledger",
      null,
    );
    expect(rows).toEqual([["2026-01-01T00:00:01Z", 1, 0]]);
  });

  it("is all or nothing: after a refusal the table is as it was", async () => {
    await loadRows(harness, "run-a", ROW);
    await loadRows(harness, "run-b", [{ id: 1, value: "b" }], { target: { ...MERGE } });
    const before = await readTable(harness.warehouse, "orders");
    await expect(harness.warehouse.undo("run-a", TARGET)).rejects.toMatchObject({
      code: "warehouse.undo-conflict",
    });
    expect(await readTable(harness.warehouse, "orders")).toEqual(before);
  });

  it("says so where somebody has dropped the table", async () => {
    await loadRows(harness, "run-a", ROW);
    await statementsOn(harness, "drop table orders");
    await expect(harness.warehouse.undo("run-a", TARGET)).rejects.toMatchObject({
      code: "warehouse.no-table",
    });
  });
});
