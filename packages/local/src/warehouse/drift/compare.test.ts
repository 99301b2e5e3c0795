import type { Column, ColumnType, Drift, LoadMode } from "@waybill/core";
import { describe, expect, it } from "vitest";
import { compare, newTable } from "./compare.ts";

const column = (name: string, kind: "int32" | "int64" | "text" | "double"): Column => ({
  name,
  type: { kind } as ColumnType,
  nullable: true,
});
const situation = (policy: Drift, mode: LoadMode = "append") => ({ table: "orders", policy, mode });
const OWN = [
  { name: "_waybill_run_id", type: "VARCHAR" },
  { name: "_waybill_partition", type: "INTEGER" },
];
const TABLE = [{ name: "id", type: "INTEGER" }, { name: "note", type: "VARCHAR" }, ...OWN];

describe("a table that is not there yet", () => {
  it("has the pipeline's columns", () => {
    expect(newTable([column("id", "int32")], situation("freeze"))).toEqual({
      columns: [{ name: "id", type: "INTEGER" }],
      changes: [],
      assigned: [{ column: "id", from: "id", value: '"id"' }],
      kept: [],
      conditions: [],
      drift: [],
    });
  });
});

describe("a table that is there", () => {
  const given = [column("ID", "int64"), column("more", "double")];

  it("evolve: every change and what is told about it", () => {
    const fit = compare(TABLE, given, situation("evolve"));
    expect(fit.changes).toEqual([
      { kind: "retype", column: { name: "id", type: "BIGINT" } },
      { kind: "rename", from: "id", to: "ID" },
      { kind: "add", column: { name: "more", type: "DOUBLE" } },
    ]);
    expect(fit.columns).toEqual([
      { name: "ID", type: "BIGINT" },
      { name: "note", type: "VARCHAR" },
      { name: "more", type: "DOUBLE" },
    ]);
    expect(fit.drift).toEqual([
      { column: "ID", change: "BIGINT, was INTEGER; renamed from `id`" },
      { column: "more", change: "added as DOUBLE" },
      { column: "note", change: "not in the pipeline: kept, NULL in new rows" },
    ]);
    expect(fit.kept).toEqual(["note"]);
  });

  it.each(["discard_row", "discard_value"] as const)("%s leaves the table's columns alone", (policy) => {
    const fit = compare(TABLE, given, situation(policy));
    expect(fit.changes).toEqual([]);
    expect(fit.columns).toEqual(TABLE.slice(0, 2));
    expect(fit.assigned.map(({ column: name, from }) => [name, from])).toEqual([["id", "ID"]]);
    expect(fit.conditions).toHaveLength(policy === "discard_row" ? 2 : 0);
    expect(fit.drift.map((each) => each.column)).toEqual(["id", "more", "note"]);
  });

  it("replace may take any type", () => {
    const fit = compare(
      TABLE,
      [column("id", "text"), column("note", "int32")],
      situation("evolve", "replace"),
    );
    expect(fit.columns.map(({ type }) => type)).toEqual(["VARCHAR", "INTEGER"]);
    expect(fit.drift).toEqual([
      { column: "id", change: "VARCHAR, was INTEGER" },
      { column: "note", change: "INTEGER, was VARCHAR" },
    ]);
  });

  it("an incompatible type is refused with the column and both types", () => {
    const compared = () =>
      compare(TABLE, [column("id", "text"), column("note", "text")], situation("evolve"));
    expect(compared).toThrow(
      expect.objectContaining({
        code: "warehouse.drift",
        message: "column `id` of `orders` is INTEGER, the pipeline now gives VARCHAR",
        where: "orders.id",
        next: expect.stringContaining("discard_value"),
      }),
    );
  });

  it("a frozen one says which column differs, and how", () => {
    const compared = (columns: readonly Column[]) => () => compare(TABLE, columns, situation("freeze"));
    const frozen = (why: string) => expect.objectContaining({ code: "warehouse.drift", why });
    const same = [column("id", "int32"), column("note", "text")];
    expect(compared(same)).not.toThrow();
    expect(compared([...same, column("more", "text")])).toThrow(
      frozen("the table has no such column, the pipeline has it as VARCHAR"),
    );
    expect(compared(same.slice(0, 1))).toThrow(
      frozen("the table has it as VARCHAR, the pipeline has no such column"),
    );
    expect(compared([column("id", "int64"), column("note", "text")])).toThrow(
      frozen("it is INTEGER, the pipeline gives BIGINT"),
    );
  });
});
