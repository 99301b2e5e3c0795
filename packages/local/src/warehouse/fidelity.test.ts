import type { Column, ColumnType, Row } from "@waybill/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DuckdbHarness, duckdbHarness } from "./testing/harness.ts";
import { loadRows, MERGE } from "./testing/loads.ts";

const column = (name: string, type: ColumnType): Column => ({ name, type, nullable: true });
const COLUMNS: readonly Column[] = [
  column("id", { kind: "int32" }),
  column("int64", { kind: "int64" }),
  column("double", { kind: "double" }),
  column("float32", { kind: "float32" }),
  column("decimal", { kind: "decimal", precision: 28, scale: 3 }),
  column("boolean", { kind: "boolean" }),
  column("text", { kind: "text" }),
  column("uuid", { kind: "uuid" }),
  column("date", { kind: "date" }),
  column("time", { kind: "time" }),
  column("timestamp", { kind: "timestamp" }),
  column("timestamptz", { kind: "timestamptz", js: "text" }),
  column("json", { kind: "json" }),
  column("bytes", { kind: "bytes" }),
];

const FULL: Row = {
  int64: "9007199254740993",
  double: "NaN",
  float32: "0.5",
  decimal: "1234567890123456789012345.678",
  boolean: "true",
  text: "a\"b'c\n\\N, 🧾",
  uuid: "6f9619ff-8b86-d011-b42d-00c04fc964ff",
  date: "0099-03-01",
  time: "23:59:59.999999",
  timestamp: "2024-02-29T10:00:00.000001",
  timestamptz: "2024-02-29T10:00:00.000001Z",
  json: '{"a": [1, null]}',
  bytes: "\\x00\\xFF",
};
const NULLS: Row = Object.fromEntries(COLUMNS.map(({ name }) => [name, null]));
const ROWS: readonly Row[] = [
  { ...NULLS, ...FULL, id: 1 },
  { ...NULLS, id: 2 },
  { ...NULLS, id: 3, text: "" },
  { ...NULLS, id: 4, text: "NULL" },
];

let harness: DuckdbHarness;
beforeAll(async () => {
  harness = await duckdbHarness();
});
afterAll(() => harness.close());

describe("every type", () => {
  it("comes out of the warehouse as it went into the artifact", async () => {
    await loadRows(harness, "run-a", ROWS, { target: MERGE, columns: COLUMNS });
    const { rows, columns } = await harness.warehouse.query("select * from orders order by id", null);
    const [full, ...others] = rows.map((row) =>
      Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])),
    );
    expect(full).toMatchObject({ ...FULL, id: 1, float32: 0.5, boolean: true, bytes: "AP8=" });
    expect(others).toMatchObject(ROWS.slice(1));
  });

  it("is equal to itself in a merge, NaN and NULL too", async () => {
    const again = await loadRows(harness, "run-b", ROWS, { target: MERGE, columns: COLUMNS });
    expect(again).toMatchObject({ rows: { unchanged: 4, updated: 0, inserted: 0 }, drift: [] });
  });

  it("is seen where it alone changes, and taken back exactly", async () => {
    const before = await harness.warehouse.query("select * from orders order by id", null);
    for (const { name } of COLUMNS.slice(1)) {
      const changed = { ...ROWS[0], [name]: null };
      const report = await loadRows(harness, `run-${name}`, [changed], { target: MERGE, columns: COLUMNS });
      expect([name, report.rows.updated, report.rows.unchanged]).toEqual([name, 1, 0]);
      await harness.warehouse.undo(`run-${name}`, MERGE);
    }
    const after = await harness.warehouse.query("select * from orders order by id", null);
    expect(after.rows).toEqual(before.rows);
  });
});
