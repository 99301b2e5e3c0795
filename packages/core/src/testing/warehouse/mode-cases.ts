import { expect, it } from "vitest";
import { int, ROW, text, type WarehouseDriver } from "./harness.ts";

export function modeCases(driver: WarehouseDriver): void {
  const merge = { mode: "merge", key: ["id"] } as const;

  it("append adds rows, and each row says which run and partition it came from", async () => {
    await driver.load([{ id: 1, value: "a", _waybill_partition: 3 }], { runId: "run-a" });
    await driver.load([{ id: 1, value: "a", _waybill_partition: 4 }], { runId: "run-b" });
    const rows = await driver.rawTable("orders");
    expect(rows.map((row) => [row._waybill_run_id, row._waybill_partition]).sort()).toEqual([
      ["run-a", 3],
      ["run-b", 4],
    ]);
  });

  it.each(["append", "merge", "replace"] as const)("%s of no rows makes an empty table", async (mode) => {
    const target = { mode, key: mode === "merge" ? ["id"] : [] };
    const report = await driver.load([], { target, request: { artifacts: [] } });
    expect(report.rows).toMatchObject({ got: 0, inserted: 0 });
    expect(await driver.table("orders")).toEqual([]);
  });

  it("merge inserts, updates, and leaves equal rows to the run that wrote them", async () => {
    await driver.load(
      [
        { id: 1, value: "a" },
        { id: 2, value: "b" },
      ],
      { runId: "run-a", target: merge },
    );
    const second = [
      { id: 1, value: "a" },
      { id: 2, value: "B" },
      { id: 3, value: "c" },
    ];
    const report = await driver.load(second, { runId: "run-b", target: merge });
    expect(report.rows).toEqual({
      got: 3,
      inserted: 1,
      updated: 1,
      unchanged: 1,
      superseded: 0,
      discarded: 0,
    });
    const rows = await driver.rawTable("orders");
    expect(Object.fromEntries(rows.map((row) => [row.id, [row.value, row._waybill_run_id]]))).toEqual({
      1: ["a", "run-a"],
      2: ["B", "run-b"],
      3: ["c", "run-b"],
    });
  });

  it("merge takes NULL for a value like any other", async () => {
    await driver.load(
      [
        { id: 1, value: null },
        { id: 2, value: null },
        { id: 3, value: "" },
      ],
      { target: merge },
    );
    const second = [
      { id: 1, value: null },
      { id: 2, value: "b" },
      { id: 3, value: null },
    ];
    const report = await driver.load(second, { target: merge });
    expect(report.rows).toMatchObject({ inserted: 0, updated: 2, unchanged: 1 });
    expect(await driver.table("orders")).toEqual(second);
  });

  it("merge by several columns", async () => {
    const columns = [text("shop"), int("number"), text("value")];
    const key = { mode: "merge", key: ["shop", "number"] } as const;
    const row = (shop: string, number: number, value: string) => ({ shop, number, value });
    await driver.load([row("a", 1, "x"), row("a", 2, "x"), row("b", 1, "x")], { columns, target: key });
    const report = await driver.load([row("a", 2, "y"), row("b", 1, "x"), row("b", 2, "x")], {
      columns,
      target: key,
    });
    expect(report.rows).toMatchObject({ inserted: 1, updated: 1, unchanged: 1 });
    expect(await driver.table("orders")).toEqual([
      row("a", 1, "x"),
      row("a", 2, "y"),
      row("b", 1, "x"),
      row("b", 2, "x"),
    ]);
  });

  it("merge of a table that is all key", async () => {
    const columns = [int("id")];
    await driver.load([{ id: 1 }], { columns, target: merge });
    const report = await driver.load([{ id: 1 }, { id: 2 }], { columns, target: merge });
    expect(report.rows).toMatchObject({ inserted: 1, updated: 0, unchanged: 1 });
  });

  it("merge refuses a key that the rows have twice, across artifacts too", async () => {
    const artifacts = [
      await driver.artifact(
        [
          { id: 1, value: "a" },
          { id: 7, value: "b" },
        ],
        ROW,
      ),
      await driver.artifact([{ id: 7, value: "c" }], ROW),
    ];
    const load = driver.load([], { target: merge, request: { artifacts } });
    await expect(load).rejects.toMatchObject({ code: "warehouse.duplicate-key", class: "permanent" });
  });

  it("merge refuses a row without a key", async () => {
    const load = driver.load(
      [
        { id: 1, value: "a" },
        { id: null, value: "b" },
      ],
      { target: merge },
    );
    await expect(load).rejects.toMatchObject({ code: "warehouse.null-key", class: "permanent" });
  });

  it("replace puts the new rows in the place of all others", async () => {
    await driver.load([
      { id: 1, value: "a" },
      { id: 2, value: "b" },
    ]);
    const report = await driver.load([{ id: 3, value: "c" }], { target: { mode: "replace" } });
    expect(report.rows).toMatchObject({ got: 1, inserted: 1 });
    expect(await driver.table("orders")).toEqual([{ id: 3, value: "c" }]);
  });

  it("replace by no rows empties the table", async () => {
    await driver.load([{ id: 1, value: "a" }]);
    await driver.load([], { target: { mode: "replace" } });
    expect(await driver.table("orders")).toEqual([]);
  });
}
