import type { Column, ColumnType } from "@waybill/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type RedshiftHarness, redshiftHarness } from "./testing/harness.ts";
import { load, MERGE, requestFor, rowsOf, startDatabaseFirst, TARGET } from "./testing/loads.ts";

startDatabaseFirst();

let harness: RedshiftHarness;
beforeEach(async () => {
  harness = await redshiftHarness();
});
afterEach(() => harness.close());

/** A type, a value as the engine takes it, and as a query gives it. */
const VALUES: readonly (readonly [type: ColumnType, given: string, read: unknown])[] = [
  [{ kind: "int32" }, "-2147483648", -2147483648],
  [{ kind: "int" }, "9007199254740991", 9007199254740991],
  [{ kind: "int64" }, "-9223372036854775808", "-9223372036854775808"],
  [{ kind: "double" }, "0.1", 0.1],
  [{ kind: "float32" }, "0.5", 0.5],
  [
    { kind: "decimal", precision: 38, scale: 10 },
    "1234567890123456789012345678.0123456789",
    "1234567890123456789012345678.0123456789",
  ],
  [{ kind: "boolean" }, "true", true],
  [{ kind: "text" }, 'it\'s \\ "ü" 🚚\n', 'it\'s \\ "ü" 🚚\n'],
  [{ kind: "text", maxLength: 2 }, "🚚🚚", "🚚🚚"],
  [{ kind: "uuid" }, "0192f0c1-2e8b-7c3d-9a4f-5b6c7d8e9f00", "0192f0c1-2e8b-7c3d-9a4f-5b6c7d8e9f00"],
  [{ kind: "date" }, "0001-02-03", "0001-02-03"],
  [{ kind: "time" }, "23:59:59.123456", "23:59:59.123456"],
  [{ kind: "timestamp" }, "2024-02-29 12:00:00.000001", "2024-02-29T12:00:00.000001"],
  [{ kind: "timestamptz", js: "text" }, "2024-02-29 12:00:00.5+02", "2024-02-29T10:00:00.5Z"],
  [{ kind: "json" }, '{"a":[1,null,"x"]}', { a: [1, null, "x"] }],
  [{ kind: "bytes" }, "\\x00\\xFF", "AP8="],
];
const KEY: Column = { name: "id", type: { kind: "int" }, nullable: false };

it.each(VALUES)("$kind comes through as it is, and so does NULL", async (type, given, read) => {
  const columns = [KEY, { name: "v", type, nullable: true }];
  const rows = [
    { id: 1, v: given },
    { id: 2, v: null },
  ];
  await load(harness, await requestFor(harness, "run-a", rows, { columns }));
  expect(await rowsOf(harness)).toEqual([
    { id: 1, v: read },
    { id: 2, v: null },
  ]);
});

it("a merge sees of each type what is equal and what is not, NULL included", async () => {
  const columns = [KEY, ...VALUES.map(([type], i) => ({ name: `c${i}`, type, nullable: true }))];
  const row = (id: number, but: number | null) =>
    Object.fromEntries([["id", id], ...VALUES.map(([, given], i) => [`c${i}`, i === but ? null : given])]);
  const full = VALUES.map((_, i) => row(i, null));
  await load(harness, await requestFor(harness, "run-a", full, { columns, target: MERGE }));
  const same = await load(harness, await requestFor(harness, "run-b", full, { columns, target: MERGE }));
  expect(same?.rows).toMatchObject({ unchanged: VALUES.length, updated: 0 });
  const holes = VALUES.map((_, i) => row(i, i));
  const changed = await load(harness, await requestFor(harness, "run-c", holes, { columns, target: MERGE }));
  expect(changed?.rows).toMatchObject({ unchanged: 0, updated: VALUES.length });
  expect(await harness.warehouse.undo("run-c", MERGE)).toEqual({
    removed: VALUES.length,
    restored: VALUES.length,
  });
});

it("a column of hostile name and a table of one are columns and tables", async () => {
  const name = `it's "a" \\ ; -- /* Ü`;
  const columns = [KEY, { name, type: { kind: "text" } as const, nullable: true }];
  const target = { ...TARGET, table: `drop "table" ' \\` };
  await load(harness, await requestFor(harness, "run-a", [{ id: 1, [name]: "x" }], { columns, target }));
  expect(await rowsOf(harness, target.table)).toEqual([
    { id: 1, [name.toLowerCase().replace("ü", "Ü")]: "x" },
  ]);
});
