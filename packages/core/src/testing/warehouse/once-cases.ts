import { expect, it } from "vitest";
import { ROW, type WarehouseDriver } from "./harness.ts";

export function onceCases(driver: WarehouseDriver): void {
  const rows = [
    { id: 1, value: "a" },
    { id: 2, value: "b" },
  ];

  it.each(["append", "merge", "replace"] as const)(
    "%s: the second load changes nothing and tells the same",
    async (mode) => {
      const target = { mode, key: mode === "merge" ? ["id"] : [] };
      const first = await driver.load(rows, { runId: "run-a", target });
      const second = await driver.load(rows, { runId: "run-a", target });
      expect(first).toMatchObject({ repeated: false, rows: { got: 2, inserted: 2 } });
      expect(second).toEqual({ ...first, repeated: true });
      expect(await driver.table("orders")).toEqual(rows);
    },
  );

  it("also where the second one is of a later generation, with other rows", async () => {
    const first = await driver.load(rows, { runId: "run-a" });
    const later = await driver.load([{ id: 3, value: "c" }], { runId: "run-a", request: { generation: 1 } });
    expect(later).toEqual({ ...first, repeated: true });
    expect(await driver.table("orders")).toEqual(rows);
  });

  it("also where both come at the same time", async () => {
    const loads = [1, 2, 3].map(() => driver.load(rows, { runId: "run-a" }));
    const reports = await Promise.all(loads);
    expect(reports.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(reports.map((report) => JSON.stringify(report.rows)))).toHaveLength(1);
    expect(await driver.table("orders")).toEqual(rows);
  });

  it("loads of several runs at the same time are all there", async () => {
    await Promise.all([1, 2, 3, 4].map((id) => driver.load([{ id, value: "x" }])));
    expect((await driver.table("orders")).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });

  it("one run may load two tables", async () => {
    await driver.load(rows, { runId: "run-a", target: { table: "orders" } });
    const other = await driver.load(rows, { runId: "run-a", target: { table: "copies" } });
    expect(other.repeated).toBe(false);
    expect(await driver.table("copies")).toEqual(rows);
  });

  it("nothing is left of a load that was refused: the run can load again", async () => {
    const merge = { mode: "merge", key: ["id"] } as const;
    const twice = [...rows, { id: 1, value: "again" }];
    const refused = driver.load(twice, { runId: "run-a", target: merge });
    await expect(refused).rejects.toMatchObject({ code: "warehouse.duplicate-key", class: "permanent" });
    expect(await driver.load(rows, { runId: "run-a", target: merge })).toMatchObject({ repeated: false });
    expect(await driver.table("orders")).toEqual(rows);
  });

  it("does not begin once the signal has aborted", async () => {
    const stopped = AbortSignal.abort(new Error("stopped"));
    const artifacts = [await driver.artifact(rows, ROW)];
    const request = { runId: "run-a", generation: 0, pipeline: "orders", columns: ROW, artifacts };
    const target = { table: "orders", mode: "append", key: [], drift: "evolve", undoDays: 7 } as const;
    const rest = { flagColumns: [], exclusions: [], winners: [], superseded: 0 };
    await expect(driver.warehouse.load({ ...request, target, ...rest }, stopped)).rejects.toThrow("stopped");
    expect(await driver.load(rows, { runId: "run-a" })).toMatchObject({ repeated: false });
  });
}
