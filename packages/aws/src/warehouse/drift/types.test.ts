import fc from "fast-check";
import { expect, it } from "vitest";
import { fitsAs, valueAs } from "./fitting.ts";
import { relate } from "./types.ts";

it.each([
  ["INTEGER", "INTEGER", { kind: "same" }],
  ["BIGINT", "INTEGER", { kind: "fits" }],
  ["INTEGER", "BIGINT", { kind: "widens", to: "BIGINT" }],
  ["INTEGER", "DECIMAL(12,2)", { kind: "widens", to: "DECIMAL(12,2)" }],
  ["BIGINT", "DECIMAL(12,2)", { kind: "widens", to: "DECIMAL(21,2)" }],
  ["DECIMAL(38,0)", "DECIMAL(12,2)", { kind: "incompatible" }],
  ["REAL", "DOUBLE PRECISION", { kind: "widens", to: "DOUBLE PRECISION" }],
  ["DOUBLE PRECISION", "BIGINT", { kind: "incompatible" }],
  ["VARCHAR(10)", "VARCHAR(5)", { kind: "same" }],
  ["VARCHAR(10)", "VARCHAR(20)", { kind: "longer" }],
  ["VARCHAR(40)", "CHAR(36)", { kind: "fits" }],
  ["VARCHAR(10)", "CHAR(36)", { kind: "incompatible" }],
  ["SUPER", "VARCHAR(10)", { kind: "incompatible" }],
])("a table's %s and a pipeline's %s", (table, pipeline, relation) => {
  expect(relate(table, pipeline)).toEqual(relation);
});

const number = fc.oneof(
  fc.constantFrom("SMALLINT", "INTEGER", "BIGINT", "REAL", "DOUBLE PRECISION"),
  fc
    .tuple(fc.integer({ min: 1, max: 38 }), fc.nat(38))
    .map(([precision, scale]) => `DECIMAL(${precision},${Math.min(scale, precision)})`),
);

it("what a column widens to holds both types, and widens no more", () => {
  fc.assert(
    fc.property(number, number, (table, pipeline) => {
      const relation = relate(table, pipeline);
      if (relation.kind !== "widens") return;
      for (const type of [table, pipeline]) {
        const again = relate(relation.to, type);
        expect([type, again.kind, "to" in again && again.to]).toEqual([
          type,
          expect.stringMatching(/^(same|fits|widens)$/),
          "to" in again ? relation.to : false,
        ]);
      }
    }),
  );
});

it("a value that may not fit is NULL, or its row is left out; nothing is rounded or cut", () => {
  expect(valueAs("VARCHAR(5)", "VARCHAR(9)", "v")).toBe("CASE WHEN OCTET_LENGTH(v) <= 5 THEN v END");
  expect(valueAs("INTEGER", "DOUBLE PRECISION", "v")).toBe(
    "CASE WHEN TRY_CAST(TRY_CAST(v AS INTEGER) AS DOUBLE PRECISION) = v THEN TRY_CAST(v AS INTEGER) END",
  );
  expect(valueAs("DECIMAL(5,2)", "VARCHAR(9)", "v")).toContain("v ~ '^[+-]?[0-9]*([.][0-9]{0,2}0*)?$'");
  expect(valueAs("SUPER", "INTEGER", "v")).toBe("CAST(NULL AS SUPER)");
  expect(fitsAs("VARCHAR(5)", "VARCHAR(9)", "v")).toMatch(/^\(v IS NULL OR .* IS NOT NULL\)$/);
});
