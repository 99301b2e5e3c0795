import { expect, it } from "vitest";
import { int, ROW, text, type WarehouseDriver } from "./harness.ts";

export function bookCases(driver: WarehouseDriver): void {
  const exclusion = async (column: string, keys: readonly unknown[]) => ({
    ...(await driver.artifact(
      keys.map((key) => ({ [column]: key })),
      [ROW.find(({ name }) => name === column) ?? text(column)],
    )),
    columns: [column],
  });

  it("a row with any flag is not loaded, nor counted as got", async () => {
    const rows = [
      { id: 1, value: "a", _waybill_flags: 0 },
      { id: 2, value: "b", _waybill_flags: 1 },
      { id: 3, value: "c", _waybill_flags: 4 },
    ];
    const report = await driver.load(rows);
    expect(report.rows).toMatchObject({ got: 1, inserted: 1 });
    expect(await driver.table("orders")).toEqual([{ id: 1, value: "a" }]);
  });

  it("without flag columns every row is loaded", async () => {
    const report = await driver.load([{ id: 1, value: "a", _waybill_flags: 1 }], {
      request: { flagColumns: [] },
    });
    expect(report.rows).toMatchObject({ got: 1, inserted: 1 });
  });

  it("rows of an excluded key are not loaded; a NULL is never excluded", async () => {
    const rows = [
      { id: 1, value: "a" },
      { id: 2, value: "b" },
      { id: 2, value: "B" },
      { id: null, value: "c" },
    ];
    const report = await driver.load(rows, { request: { exclusions: [await exclusion("id", [2])] } });
    expect(report.rows).toMatchObject({ got: 2, inserted: 2 });
    expect(await driver.table("orders")).toEqual([
      { id: 1, value: "a" },
      { id: null, value: "c" },
    ]);
  });

  it("several exclusions add up, each by its own columns", async () => {
    const rows = [
      { id: 1, value: "a" },
      { id: 2, value: "b" },
      { id: 3, value: "c" },
    ];
    const exclusions = [await exclusion("id", [1]), await exclusion("value", ["c"])];
    expect((await driver.load(rows, { request: { exclusions } })).rows.got).toBe(1);
    expect(await driver.table("orders")).toEqual([{ id: 2, value: "b" }]);
  });

  it("an exclusion by two columns needs both to match", async () => {
    const columns = [int("id"), text("value")];
    const file = await driver.artifact([{ id: 1, value: "b" }], columns);
    const rows = [
      { id: 1, value: "a" },
      { id: 1, value: "b" },
      { id: 1, value: null },
    ];
    await driver.load(rows, { request: { exclusions: [{ ...file, columns: ["id", "value"] }] } });
    expect(await driver.table("orders")).toEqual([
      { id: 1, value: "a" },
      { id: 1, value: null },
    ]);
  });

  it("winners are loaded although their key is excluded; the others of that key are superseded", async () => {
    const rows = [
      { id: 1, value: "a" },
      { id: 2, value: "old" },
      { id: 2, value: "new" },
      { id: 2, value: "older" },
    ];
    const winners = [await driver.artifact([{ id: 2, value: "new" }], ROW)];
    const report = await driver.load(rows, {
      target: { mode: "merge", key: ["id"] },
      request: { exclusions: [await exclusion("id", [2])], winners, superseded: 2 },
    });
    expect(report.rows).toEqual({
      got: 4,
      inserted: 2,
      updated: 0,
      unchanged: 0,
      superseded: 2,
      discarded: 0,
    });
    expect(await driver.table("orders")).toEqual([
      { id: 1, value: "a" },
      { id: 2, value: "new" },
    ]);
  });

  it("an artifact that is gone is named", async () => {
    const load = driver.load([], { request: { artifacts: [{ at: "/nowhere/gone.parquet", bytes: 1 }] } });
    await expect(load).rejects.toMatchObject({
      code: expect.stringMatching(/\.missing$/),
      where: "/nowhere/gone.parquet",
    });
  });
}
