import { expect, it } from "vitest";
import type { Column, ColumnType } from "../../contract/column.ts";
import type { Drift } from "../../pipeline/plan.ts";
import type { Row } from "../../transform/step.ts";
import { int, text, type WarehouseDriver } from "./harness.ts";

const column = (name: string, type: ColumnType): Column => ({ name, type, nullable: true });
const decimal = (precision: number, scale: number): ColumnType => ({ kind: "decimal", precision, scale });

export function driftCases(driver: WarehouseDriver): void {
  const load = (drift: Drift, columns: readonly Column[], ...rows: readonly Row[]) =>
    driver.load(rows, { columns, target: { drift } });
  const merge = (drift: Drift, columns: readonly Column[], ...rows: readonly Row[]) =>
    driver.load(rows, { columns, target: { drift, mode: "merge", key: ["id"] } });
  const changed = (report: { readonly drift: readonly { readonly column: string }[] }) =>
    report.drift.map((each) => each.column);

  it("tells nothing where the columns are the same, or only a text's greatest length differs", async () => {
    await load("freeze", [int("id"), column("name", { kind: "text", maxLength: 5 })], { id: 1, name: "a" });
    const report = await load("freeze", [int("id"), column("name", { kind: "text" })], { id: 2, name: "b" });
    expect(report.drift).toEqual([]);
  });

  it("the order of the columns is no difference", async () => {
    await load("freeze", [int("id"), text("name")], { id: 1, name: "a" });
    await load("freeze", [text("name"), int("id")], { id: 2, name: "b" });
    expect(await driver.table("orders")).toEqual([
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ]);
  });

  it("evolve adds a column; older rows have NULL there", async () => {
    await load("evolve", [int("id")], { id: 1 });
    const report = await load("evolve", [int("id"), text("name")], { id: 2, name: "b" });
    expect(changed(report)).toEqual(["name"]);
    expect(await driver.table("orders")).toEqual([
      { id: 1, name: null },
      { id: 2, name: "b" },
    ]);
  });

  it("evolve keeps a column that the pipeline no longer has; new rows have NULL there", async () => {
    await load("evolve", [int("id"), text("name")], { id: 1, name: "a" });
    const report = await load("evolve", [int("id")], { id: 2 });
    expect(changed(report)).toEqual(["name"]);
    expect(await driver.table("orders")).toEqual([
      { id: 1, name: "a" },
      { id: 2, name: null },
    ]);
  });

  it("a merge keeps what a changed row had in a column that the pipeline no longer has", async () => {
    await merge("evolve", [int("id"), text("value"), text("note")], { id: 1, value: "a", note: "by hand" });
    const report = await merge(
      "evolve",
      [int("id"), text("value")],
      { id: 1, value: "b" },
      { id: 2, value: "c" },
    );
    expect(report.rows).toMatchObject({ inserted: 1, updated: 1 });
    expect(await driver.table("orders")).toEqual([
      { id: 1, value: "b", note: "by hand" },
      { id: 2, value: "c", note: null },
    ]);
  });

  it("evolve widens: 32 bits, 64 bits, decimal, wider decimal, without losing a digit", async () => {
    const wide = "12345678901234567890.123";
    await load("evolve", [column("n", { kind: "int32" })], { n: 2147483647 });
    await load("evolve", [column("n", { kind: "int64" })], { n: "9223372036854775807" });
    await load("evolve", [column("n", decimal(12, 2))], { n: "0.25" });
    const report = await load("evolve", [column("n", decimal(28, 3))], { n: wide });
    expect(changed(report)).toEqual(["n"]);
    const numbers = (await driver.table("orders")).map(({ n }) => n);
    expect(numbers.sort()).toEqual(["0.250", wide, "2147483647.000", "9223372036854775807.000"].sort());
  });

  it("evolve takes a narrower type into the wider column", async () => {
    await load("evolve", [column("n", { kind: "int64" })], { n: "9007199254740993" });
    await load("evolve", [column("n", { kind: "int32" })], { n: 7 });
    expect(await driver.table("orders")).toEqual([{ n: "9007199254740993" }, { n: 7 }]);
  });

  it.each<[string, ColumnType, ColumnType, Row]>([
    ["text for a number", { kind: "int32" }, { kind: "text" }, { n: "x" }],
    ["a number for text", { kind: "text" }, { kind: "int32" }, { n: 1 }],
    ["a timestamp for a date", { kind: "date" }, { kind: "timestamp" }, { n: "2024-01-01 10:00:00" }],
    ["a double for a decimal", decimal(12, 2), { kind: "double" }, { n: 0.5 }],
  ])("evolve refuses %s, and says where and which types", async (_, known, given, row) => {
    await load("evolve", [column("n", known)]);
    const refused = load("evolve", [column("n", given)], row);
    await expect(refused).rejects.toMatchObject({
      code: "warehouse.drift",
      class: "permanent",
      where: "orders.n",
    });
    expect(await driver.table("orders")).toEqual([]);
  });

  it.each<[string, readonly Column[]]>([
    ["a new column", [int("id"), text("name"), text("more")]],
    ["a missing column", [int("id")]],
    ["another type", [text("id"), text("name")]],
    ["a narrower type", [column("id", { kind: "int32" }), text("name")]],
  ])("freeze refuses %s", async (_, columns) => {
    await load("evolve", [int("id"), text("name")], { id: 1, name: "a" });
    await expect(load("freeze", columns)).rejects.toMatchObject({
      code: "warehouse.drift",
      class: "permanent",
    });
    expect(await driver.table("orders")).toEqual([{ id: 1, name: "a" }]);
  });

  const texts = [{ n: "7" }, { n: "1.5" }, { n: "seven" }, { n: "99999999999" }, { n: null }];

  it("discard_value writes NULL for what does not fit, and drops a new column's values", async () => {
    await load("evolve", [column("n", { kind: "int32" })]);
    const rows = texts.map((row) => ({ ...row, more: "x" }));
    const report = await load("discard_value", [text("n"), text("more")], ...rows);
    expect(changed(report)).toEqual(["n", "more"]);
    expect(report.rows).toMatchObject({ got: 5, inserted: 5, discarded: 0 });
    expect(await driver.table("orders")).toEqual([
      { n: 7 },
      { n: null },
      { n: null },
      { n: null },
      { n: null },
    ]);
  });

  it("discard_row drops rows that do not fit, and counts them", async () => {
    await load("evolve", [column("n", { kind: "int32" })]);
    const report = await load("discard_row", [text("n")], ...texts);
    expect(report.rows).toMatchObject({ got: 5, inserted: 2, discarded: 3 });
    expect(await driver.table("orders")).toEqual([{ n: 7 }, { n: null }]);
  });

  it("discard_row drops rows that have a value in a new column", async () => {
    await load("evolve", [int("id")]);
    const rows = [
      { id: 1, more: "x" },
      { id: 2, more: null },
    ];
    const report = await load("discard_row", [int("id"), text("more")], ...rows);
    expect(report.rows).toMatchObject({ got: 2, inserted: 1, discarded: 1 });
    expect(await driver.table("orders")).toEqual([{ id: 2 }]);
  });

  it("discard_row counts in a merge as well", async () => {
    await merge("evolve", [int("id"), column("n", { kind: "int32" })], { id: 1, n: 1 }, { id: 2, n: 2 });
    const rows = [
      { id: 1, n: "1" },
      { id: 2, n: "two" },
      { id: 3, n: "3" },
    ];
    const report = await merge("discard_row", [int("id"), text("n")], ...rows);
    expect(report.rows).toMatchObject({ got: 3, inserted: 1, updated: 0, unchanged: 1, discarded: 1 });
  });

  it("a replace may change types freely, and keeps columns that the pipeline no longer has", async () => {
    await load("evolve", [text("n"), text("note")], { n: "x", note: "y" });
    await driver.load([{ n: 1 }], { columns: [int("n")], target: { mode: "replace" } });
    expect(await driver.table("orders")).toEqual([{ n: 1, note: null }]);
  });

  it("refuses two columns that only differ in case", async () => {
    const refused = driver.load([], { columns: [int("id"), text("ID")], request: { artifacts: [] } });
    await expect(refused).rejects.toMatchObject({ code: "warehouse.column-name" });
  });

  it("after a column was added and one widened, an earlier merge can still be taken back", async () => {
    const target = { table: "orders", mode: "merge", key: ["id"], drift: "evolve", undoDays: 7 } as const;
    await merge("evolve", [int("id"), column("n", { kind: "int32" })], { id: 1, n: 1 });
    const { runId } = await merge("evolve", [int("id"), column("n", { kind: "int32" })], { id: 1, n: 2 });
    await merge("evolve", [int("id"), column("n", { kind: "int64" }), text("more")], {
      id: 9,
      n: 9,
      more: "x",
    });
    await driver.warehouse.undo(runId, target);
    expect(await driver.table("orders")).toEqual([
      { id: 1, n: 1, more: null },
      { id: 9, n: 9, more: "x" },
    ]);
  });
}
