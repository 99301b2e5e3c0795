import { expect, test } from "vitest";
import { quarantinedRows } from "./rows.ts";

const row = (reasons: unknown) => ({
  columns: ["id", "_waybill_flags", "_waybill_reasons"].map((name) => ({ name, type: "VARCHAR" })),
  rows: [["1", "4", reasons]],
});

test("reasons stand beside the row, and Waybill's own columns are left out", () => {
  const reasons = [{ check: "id.notNull", message: "id is NULL" }];
  const expected = [{ reasons, row: { id: "1" } }];
  expect(quarantinedRows(row(JSON.stringify(reasons)))).toEqual(expected);
  expect(quarantinedRows(row(reasons))).toEqual(expected);
  expect(quarantinedRows(row(null))).toEqual([{ reasons: [], row: { id: "1" } }]);
});
