import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check, column, openScratch, rulesOf, type Scratch } from "../testing/scratch.ts";
import { flagged } from "./flag.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const context = { runTime: 0, lookups: {} };
const columns = [column("origin", "text"), column("delay", "int")];
const relation = `(VALUES (1, 'ATL', 5), (2, ' atl ', 2000), (3, 'ATLANTA', -99), (4, NULL, NULL)) AS t(n, origin, delay)`;
const code = check("origin.length", { rule: "length", low: 3, high: 3 });
const bounds = check("delay.between", { rule: "between", low: -60, high: 1440 });
const late = check("delay.between#2", { rule: "between", low: null, high: 15 }, "warn");
const trim = { column: "origin", sql: "upper(trim(origin))" };

const rows = (sql: string) => scratch.connection.all(`SELECT * FROM (${sql}) ORDER BY n`);
const flags = async (
  checks: Parameters<typeof rulesOf>[0],
  corrections: Parameters<typeof rulesOf>[1] = [],
) => rows(flagged(relation, columns, rulesOf(checks, corrections), { ...context, passThrough: ["n"] }));

describe("flagged", () => {
  test("one bit a check; rejects and notes apart", async () => {
    expect(await flags([code, late, bounds])).toEqual([
      { n: 1, origin: "ATL", delay: 5, _waybill_flags: 0n, _waybill_notes: 0n },
      { n: 2, origin: " atl ", delay: 2000, _waybill_flags: 3n, _waybill_notes: 1n },
      { n: 3, origin: "ATLANTA", delay: -99, _waybill_flags: 3n, _waybill_notes: 0n },
      { n: 4, origin: null, delay: null, _waybill_flags: 0n, _waybill_notes: 0n },
    ]);
  });

  test("without checks there is no column, and corrections change nothing", async () => {
    expect((await flags([], [trim]))[1]).toEqual({ n: 2, origin: " atl ", delay: 2000 });
  });

  test("failing rows are corrected and checked again in the same pass", async () => {
    const result = await flags([code, bounds], [trim]);
    expect(
      result.map(({ origin, _waybill_flags, _waybill_corrected }) => [
        origin,
        _waybill_flags,
        _waybill_corrected,
      ]),
    ).toEqual([
      ["ATL", 0n, 0n],
      ["ATL", 2n, 1n],
      ["ATLANTA", 3n, 0n],
      [null, 0n, 0n],
    ]);
  });

  test("a row that only warns is corrected too; one that passes is left alone", async () => {
    const result = await flags(
      [late],
      [
        { column: "delay", sql: "least(delay, 15)" },
        { column: "origin", sql: "'?'" },
      ],
    );
    expect(result[1]).toEqual({ n: 2, origin: "?", delay: 15n, _waybill_notes: 0n, _waybill_corrected: 1n });
    expect(result[0]?.origin).toBe("ATL");
  });

  test("corrections apply in order, each to what the one before left", async () => {
    const result = await flags([code], [trim, { column: "origin", sql: "origin || 'X'" }]);
    expect(result[1]?.origin).toBe("ATLX");
  });

  test("a correction that breaks another check is seen", async () => {
    const result = await flags([code, bounds], [trim, { column: "delay", sql: "9999" }]);
    expect(result[1]).toMatchObject({ _waybill_flags: 2n, _waybill_corrected: 1n });
    expect(result[2]).toMatchObject({ delay: 9999n, _waybill_flags: 3n, _waybill_corrected: 0n });
  });

  test("a correction of a column that is not there is refused", () => {
    const rules = rulesOf([code], [{ column: "orgin", sql: "'x'" }]);
    expect(() => flagged(relation, columns, rules, context)).toThrow(
      expect.objectContaining({ code: "check.unknown-column", where: "the correction of orgin" }),
    );
  });

  test("each of 130 checks has its own bit", async () => {
    const checks = Array.from({ length: 130 }, (_, i) =>
      check(`v.between#${i}`, { rule: "between", low: i, high: i }),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 129 }), async (value) => {
        const sql = flagged(`(SELECT ${value} AS v)`, [column("v", "int32")], rulesOf(checks), context);
        const [row] = await scratch.connection.values(sql);
        const [, first, second, third] = row as [number, bigint, bigint, bigint];
        const passing = ~(first | (second << 63n) | (third << 126n)) & ((1n << 130n) - 1n);
        expect(passing).toBe(1n << BigInt(value));
      }),
      { numRuns: 20 },
    );
  });

  test("a reference becomes a join, never a query for each row", async () => {
    const rule = check("origin.references", { rule: "references", lookup: "airports", target: "iata" });
    const sql = flagged(relation, columns, rulesOf([rule], [trim]), {
      ...context,
      lookups: { airports: "(SELECT 'ATL' AS iata)" },
    });
    const [plan] = await scratch.connection.values(`EXPLAIN ${sql}`);
    expect(String(plan?.[1])).toContain("MARK");
    expect(String(plan?.[1])).not.toMatch(/NESTED_LOOP|CROSS_PRODUCT/);
  });
});
