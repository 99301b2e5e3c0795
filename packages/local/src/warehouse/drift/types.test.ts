import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relate } from "./types.ts";

describe("how a pipeline's type stands to the table's", () => {
  it.each([
    ["INTEGER", "INTEGER", { kind: "same" }],
    ["INTEGER", "BIGINT", { kind: "widens", to: "BIGINT" }],
    ["BIGINT", "INTEGER", { kind: "fits" }],
    ["INTEGER", "DECIMAL(9,0)", { kind: "fits" }],
    // Ten digits are more than 2147483647.
    ["INTEGER", "DECIMAL(10,0)", { kind: "widens", to: "DECIMAL(10,0)" }],
    ["INTEGER", "DECIMAL(5,2)", { kind: "widens", to: "DECIMAL(12,2)" }],
    ["BIGINT", "DECIMAL(12,2)", { kind: "widens", to: "DECIMAL(21,2)" }],
    ["DECIMAL(21,2)", "BIGINT", { kind: "fits" }],
    ["DECIMAL(20,2)", "BIGINT", { kind: "widens", to: "DECIMAL(21,2)" }],
    ["DECIMAL(12,2)", "DECIMAL(10,2)", { kind: "fits" }],
    ["DECIMAL(12,2)", "DECIMAL(14,2)", { kind: "widens", to: "DECIMAL(14,2)" }],
    ["DECIMAL(12,2)", "DECIMAL(8,4)", { kind: "widens", to: "DECIMAL(14,4)" }],
    ["DECIMAL(38,0)", "DECIMAL(38,10)", { kind: "incompatible" }],
    ["FLOAT", "DOUBLE", { kind: "widens", to: "DOUBLE" }],
    ["DOUBLE", "FLOAT", { kind: "fits" }],
    ["DOUBLE", "INTEGER", { kind: "fits" }],
    ["INTEGER", "DOUBLE", { kind: "widens", to: "DOUBLE" }],
    // 64 bits are more than the 53 of a DOUBLE.
    ["DOUBLE", "BIGINT", { kind: "incompatible" }],
    ["BIGINT", "DOUBLE", { kind: "incompatible" }],
    ["DECIMAL(12,2)", "DOUBLE", { kind: "incompatible" }],
    ["VARCHAR", "INTEGER", { kind: "incompatible" }],
    ["INTEGER", "VARCHAR", { kind: "incompatible" }],
    ["DATE", "TIMESTAMP", { kind: "incompatible" }],
    ["HUGEINT", "BIGINT", { kind: "incompatible" }],
  ])("%s, given %s", (table, pipeline, relation) => {
    expect(relate(table, pipeline)).toEqual(relation);
  });

  const exact = fc.oneof(
    fc.constantFrom("INTEGER", "BIGINT"),
    fc
      .integer({ min: 1, max: 18 })
      .chain((precision) =>
        fc.integer({ min: 0, max: precision }).map((scale) => `DECIMAL(${precision},${scale})`),
      ),
  );

  it("what it widens to takes both, and widens no further", () => {
    fc.assert(
      fc.property(exact, exact, (table, pipeline) => {
        const relation = relate(table, pipeline);
        if (relation.kind !== "widens") return;
        expect(["same", "fits"]).toContain(relate(relation.to, pipeline).kind);
        expect(["same", "fits"]).toContain(relate(relation.to, table).kind);
      }),
    );
  });
});
