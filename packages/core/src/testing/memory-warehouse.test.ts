import { expect, it } from "vitest";
import type { Row } from "../transform/step.ts";
import { memoryWarehouse } from "./memory-warehouse.ts";
import { warehouseSuite } from "./warehouse-suite.ts";

warehouseSuite(
  "memoryWarehouse",
  async () => {
    const store = new Map<string, readonly Row[]>();
    const warehouse = memoryWarehouse(store);
    return {
      warehouse,
      async write(rows) {
        const at = `artifact-${store.size}`;
        store.set(at, rows);
        return { at, bytes: rows.length };
      },
      read: async (table) => warehouse.tables.get(table) ?? [],
      close: () => warehouse.close(),
    };
  },
  { drift: { skip: "rows in memory have no column types" }, sequences: 300 },
);

it("says that it knows no SQL", async () => {
  const query = memoryWarehouse(new Map()).query("select 1", null);
  await expect(query).rejects.toMatchObject({ code: "query.unsupported", class: "usage" });
});
