import { bytes, type Column, type ColumnType, decimal, rowContract, type Schema } from "@waybill/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { contractImports, contractSource } from "./contract.ts";

/** The contract that the source text stands for, as an author's file would make it. */
const evaluated = (source: string) =>
  rowContract(
    new Function("z", "decimal", "bytes", `return ${source};`)(z, decimal, bytes) as Schema<unknown>,
  );

const decimals = fc
  .integer({ min: 1, max: 38 })
  .chain((precision) =>
    fc
      .integer({ min: 0, max: precision })
      .map((scale): ColumnType => ({ kind: "decimal", precision, scale })),
  );
const plainTypes = fc.constantFrom<ColumnType>(
  { kind: "int32" },
  { kind: "int" },
  { kind: "int64" },
  { kind: "double" },
  { kind: "float32" },
  { kind: "boolean" },
  { kind: "text" },
  { kind: "uuid" },
  { kind: "date" },
  { kind: "time" },
  { kind: "timestamp" },
  { kind: "timestamptz", js: "text" },
  { kind: "timestamptz", js: "date" },
  { kind: "json" },
  { kind: "bytes" },
);
const texts = fc.integer({ min: 1, max: 200 }).map((maxLength): ColumnType => ({ kind: "text", maxLength }));
const names = fc
  .string({ minLength: 1, maxLength: 12 })
  .filter(
    (name) => name.trim() !== "" && !name.toLowerCase().startsWith("_waybill_") && name !== "__proto__",
  );
const columnLists: fc.Arbitrary<readonly Column[]> = fc.uniqueArray(
  fc.record({ name: names, type: fc.oneof(plainTypes, decimals, texts), nullable: fc.boolean() }),
  { minLength: 1, maxLength: 6, selector: ({ name }) => name.toLowerCase() },
);

test("the source says what was inferred: read back it gives the same columns, whatever they are called", () => {
  fc.assert(
    fc.property(columnLists, (columns) => {
      // JSON has a null of its own.
      const expected = columns.map((column) =>
        column.type.kind === "json" ? { ...column, nullable: true } : column,
      );
      const found = evaluated(contractSource(columns)).columns;
      expect([...found].sort(byName)).toEqual(expected.sort(byName));
    }),
  );
});

/** An object puts keys that look like numbers first, so the order of columns is compared by name. */
const byName = (a: Column, b: Column): number => (a.name < b.name ? -1 : 1);

test("only what the source names is imported", () => {
  fc.assert(
    fc.property(columnLists, (columns) => {
      const source = contractSource(columns);
      const imports = contractImports(columns);
      expect(imports.includes("decimal")).toBe(columns.some(({ type }) => type.kind === "decimal"));
      expect(imports.includes("bytes")).toBe(columns.some(({ type }) => type.kind === "bytes"));
      for (const name of imports) expect(source).toContain(`${name}(`);
    }),
  );
});
