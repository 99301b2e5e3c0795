import { expect, it } from "vitest";
import type { LoadTarget } from "../../pipeline/plan.ts";
import type { WarehouseDriver } from "./harness.ts";

export function undoCases(driver: WarehouseDriver): void {
  const target = (mode: LoadTarget["mode"]): LoadTarget => ({
    table: "orders",
    mode,
    key: mode === "merge" ? ["id"] : [],
    drift: "evolve",
    undoDays: 7,
  });
  const load = (mode: LoadTarget["mode"], runId: string, ...rows: readonly [number, string][]) =>
    driver.load(
      rows.map(([id, value]) => ({ id, value })),
      { runId, target: target(mode) },
    );
  const undo = (runId: string, mode: LoadTarget["mode"]) => driver.warehouse.undo(runId, target(mode));
  const values = async () =>
    Object.fromEntries((await driver.table("orders")).map(({ id, value }) => [id, value]));

  it("append: the run's rows go, no others", async () => {
    await load("append", "run-a", [1, "a"]);
    await load("append", "run-b", [2, "b"], [3, "c"]);
    expect(await undo("run-b", "append")).toEqual({ removed: 2, restored: 0 });
    expect(await values()).toEqual({ 1: "a" });
  });

  it("append: also from under a later one", async () => {
    await load("append", "run-a", [1, "a"]);
    await load("append", "run-b", [2, "b"]);
    await undo("run-a", "append");
    expect(await values()).toEqual({ 2: "b" });
  });

  it("merge: inserted rows go, changed ones come back as they were, with their run", async () => {
    await load("merge", "run-a", [1, "a"], [2, "b"]);
    const before = await driver.rawTable("orders");
    await load("merge", "run-b", [1, "a"], [2, "B"], [3, "c"]);
    expect(await undo("run-b", "merge")).toEqual({ removed: 2, restored: 1 });
    const byId = (a: { readonly id?: unknown }, b: { readonly id?: unknown }) => Number(a.id) - Number(b.id);
    expect([...(await driver.rawTable("orders"))].sort(byId)).toEqual([...before].sort(byId));
  });

  it("replace: the old table comes back", async () => {
    await load("append", "run-a", [1, "a"], [2, "b"]);
    await load("replace", "run-b", [3, "c"]);
    expect(await undo("run-b", "replace")).toEqual({ removed: 1, restored: 2 });
    expect(await values()).toEqual({ 1: "a", 2: "b" });
  });

  it("replace: with it what takes back the merges before", async () => {
    await load("merge", "run-a", [1, "a"]);
    await load("merge", "run-b", [1, "b"]);
    await load("replace", "run-c", [9, "z"]);
    await load("merge", "run-d", [9, "y"]);
    await undo("run-d", "merge");
    await undo("run-c", "replace");
    await undo("run-b", "merge");
    expect(await values()).toEqual({ 1: "a" });
  });

  it("doing it twice changes nothing and tells the same", async () => {
    await load("merge", "run-a", [1, "a"]);
    await load("merge", "run-b", [1, "b"]);
    const first = await undo("run-b", "merge");
    expect(await undo("run-b", "merge")).toEqual(first);
    expect(await values()).toEqual({ 1: "a" });
  });

  it("what was taken out stays out when its load comes again, late", async () => {
    await load("append", "run-a", [1, "a"]);
    await undo("run-a", "append");
    expect(await load("append", "run-a", [1, "a"])).toMatchObject({ repeated: true });
    expect(await values()).toEqual({});
  });

  it("refused for a run that never loaded", async () => {
    await expect(undo("run-z", "append")).rejects.toMatchObject({ code: "warehouse.not-loaded" });
  });

  const conflict = {
    code: "warehouse.undo-conflict",
    class: "permanent",
    why: expect.stringContaining("run-b"),
  };

  it("refused where a later run changed the same rows, and possible once that one is out", async () => {
    await load("append", "run-a", [1, "a"], [2, "b"]);
    await load("merge", "run-b", [2, "B"]);
    await expect(undo("run-a", "append")).rejects.toMatchObject(conflict);
    expect(await values()).toEqual({ 1: "a", 2: "B" });
    await undo("run-b", "merge");
    await undo("run-a", "append");
    expect(await values()).toEqual({});
  });

  it("refused where a later run found the same rows unchanged: it counts on them", async () => {
    await load("merge", "run-a", [1, "a"]);
    await load("merge", "run-b", [1, "a"]);
    await expect(undo("run-a", "merge")).rejects.toMatchObject(conflict);
  });

  it("refused where a later run replaced the table", async () => {
    await load("append", "run-a", [1, "a"]);
    await load("replace", "run-b", [2, "b"]);
    await expect(undo("run-a", "append")).rejects.toMatchObject(conflict);
  });

  it("refused for a replace where anything was loaded since", async () => {
    await load("replace", "run-a", [1, "a"]);
    await load("append", "run-b", [2, "b"]);
    await expect(undo("run-a", "replace")).rejects.toMatchObject(conflict);
  });

  it("not refused for later runs of other rows", async () => {
    await load("merge", "run-a", [1, "a"]);
    await load("merge", "run-b", [2, "b"]);
    await undo("run-a", "merge");
    expect(await values()).toEqual({ 2: "b" });
  });
}
