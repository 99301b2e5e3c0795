import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oldTable, oldUndoTable, tableNamed, undoTable } from "./name.ts";

describe("a table's name", () => {
  it.each([
    ["orders", "main", "orders", "orders", '"db"."main"."orders"'],
    ["Orders", "main", "Orders", "orders", '"db"."main"."Orders"'],
    ["main.orders", "main", "orders", "orders", '"db"."main"."orders"'],
    ["Sales.Orders", "Sales", "Orders", "sales.orders", '"db"."Sales"."Orders"'],
    ['a "b"', "main", 'a "b"', 'a "b"', '"db"."main"."a ""b"""'],
  ])("%s", (given, schema, name, key, sql) => {
    expect(tableNamed(given, "db")).toEqual({ catalog: "db", schema, name, key, sql, label: given });
  });

  it.each([
    "",
    ".",
    "a.",
    ".a",
    "a.b.c",
    "_waybill_ledger",
    "_Waybill_x",
    "_waybill_s.t",
    "temp.t",
    "information_schema.t",
  ])("%j is refused, with a next step", (given) => {
    expect(() => tableNamed(given, "db")).toThrow(
      expect.objectContaining({ code: "warehouse.table-name", next: expect.any(String) }),
    );
  });

  it("is quoted whatever it holds", () => {
    const part = fc.string({ minLength: 1 }).filter((text) => !text.includes("."));
    fc.assert(
      fc.property(part, (given) => {
        fc.pre(!given.toLowerCase().startsWith("_waybill_"));
        const [, , name = ""] = tableNamed(given, "db").sql.split(".");
        expect(name.slice(1, -1).replaceAll('""', '"')).toBe(given);
        expect(name.slice(1, -1).replaceAll('""', "")).not.toContain('"');
      }),
    );
  });

  it("what is kept beside it lies in the same schema, under Waybill's own names", () => {
    const table = tableNamed("sales.orders", "db");
    expect(
      [undoTable(table), oldTable(table, "R1"), oldUndoTable(table, "R1")].map(({ label }) => label),
    ).toEqual([
      "sales._waybill_undo__orders",
      "sales._waybill_old__orders__R1",
      "sales._waybill_old_undo__orders__R1",
    ]);
  });
});
