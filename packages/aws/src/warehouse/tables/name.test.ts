import { describe, expect, it } from "vitest";
import { redshiftType, stagedType, typeInCatalog } from "./column-type.ts";
import { createTable } from "./columns.ts";
import { oldTable, tableNamed, undoTable } from "./name.ts";

describe("a table's name", () => {
  it("is in small letters, and in `public` where no schema is given", () => {
    expect(tableNamed("Orders")).toMatchObject({ key: "orders", sql: '"public"."orders"', label: "Orders" });
    expect(tableNamed("Sales.Orders")).toMatchObject({ key: "sales.orders", sql: '"sales"."orders"' });
    expect(tableNamed("public.orders").key).toBe("orders");
  });

  it.each(["", "a.b.c", ".a", "a.", "_waybill_ledger", "pg_catalog.x", "x".repeat(128)])(
    "is not %j",
    (given) => {
      expect(() => tableNamed(given)).toThrow(expect.objectContaining({ code: "warehouse.table-name" }));
    },
  );

  it("of what is kept beside it has at most 127 bytes, and another one for each table", () => {
    const [a, b] = [tableNamed(`${"x".repeat(126)}a`), tableNamed(`${"x".repeat(126)}b`)];
    expect(Buffer.byteLength(oldTable(a, "run").name)).toBeLessThanOrEqual(127);
    expect(undoTable(a).name).not.toBe(undoTable(b).name);
    expect(undoTable(tableNamed("s.orders")).sql).toBe('"s"."_waybill_undo__orders"');
  });
});

describe("a column's type", () => {
  it("is in bytes for a text: four a character, or the setting, never more than Redshift takes", () => {
    expect(redshiftType({ kind: "text", maxLength: 10 }, 256)).toBe("VARCHAR(40)");
    expect(redshiftType({ kind: "text" }, 256)).toBe("VARCHAR(256)");
    expect(redshiftType({ kind: "text", maxLength: 1_000_000 }, 256)).toBe("VARCHAR(65535)");
    expect(redshiftType({ kind: "text", maxLength: 0 }, 256)).toBe("VARCHAR(1)");
  });

  it("is what COPY can read while it is staged", () => {
    expect(stagedType({ kind: "json" }, 256)).toBe("VARCHAR(65535)");
    expect(stagedType({ kind: "timestamptz", js: "text" }, 256)).toBe("TIMESTAMP");
  });

  it("is read back from the catalogue in the same words", () => {
    const row = { character_maximum_length: 40, numeric_precision: 12, numeric_scale: 2 };
    const read = (data_type: string) => typeInCatalog({ ...row, data_type });
    expect(
      [
        "character varying",
        "character",
        "numeric",
        "timestamp with time zone",
        "binary varying",
        "super",
      ].map(read),
    ).toEqual(["VARCHAR(40)", "CHAR(40)", "DECIMAL(12,2)", "TIMESTAMPTZ", "VARBYTE(1024000)", "SUPER"]);
  });
});

it("a layout names only columns that the table has", () => {
  const columns = [{ name: "id", type: "BIGINT" }];
  const layout = { distkey: "ID", sortkey: ["at", "id"], encode: { id: "az64", at: "zstd" } };
  expect(createTable(tableNamed("t"), columns, layout)).toBe(
    'CREATE TABLE "public"."t" ("id" BIGINT ENCODE az64) DISTKEY ("id") SORTKEY ("id")',
  );
  expect(createTable(tableNamed("t"), columns, { distkey: "gone" })).toBe(
    'CREATE TABLE "public"."t" ("id" BIGINT)',
  );
});
