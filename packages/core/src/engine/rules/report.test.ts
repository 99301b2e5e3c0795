import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Rules } from "../../quality/check.ts";
import { parquet } from "../sql.ts";
import { check, column, openScratch, rulesOf, type Scratch } from "../testing/scratch.ts";
import { flagged } from "./flag.ts";
import { reportFlags } from "./report.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const columns = [column("origin", "text"), column("delay", "int"), column("code", "uuid")];
const notNull = check("origin.notNull", { rule: "notNull" });
const length = check("origin.length", { rule: "length", low: 3, high: 3 });
const bounds = check("delay.between", { rule: "between", low: -60, high: 1440 });
const late = check("delay.between#2", { rule: "between", low: null, high: 15 }, "warn");
const honest = check("rows.satisfies", { rule: "satisfies", sql: "delay <> 13" });

let files = 0;
async function report(values: string, rules: Rules, where = "true") {
  const relation = `(SELECT origin, delay, NULL AS code, 3 AS _waybill_partition FROM (VALUES ${values}) AS t(origin, delay) WHERE ${where})`;
  const artifact = await scratch.write(
    `rows${++files}.parquet`,
    flagged(relation, columns, rules, { runTime: 0, lookups: {}, passThrough: ["_waybill_partition"] }),
  );
  const quarantine = scratch.path(`quarantine${files}.parquet`);
  const result = await reportFlags(scratch.connection, artifact, columns, rules, { quarantine });
  const held = result.quarantine
    ? await scratch.connection.all(`FROM ${parquet(quarantine)} ORDER BY delay`)
    : [];
  return { ...result, held };
}

describe("what the flags say", () => {
  test("of a thousand checks in a moment", async () => {
    const many = Array.from({ length: 1000 }, (_, i) =>
      check(`delay.between#${i}`, { rule: "between", low: null, high: i }),
    );
    const started = performance.now();
    const { rows, checks } = await report("('ATL', 5), ('BOS', 500), ('BOS', -1)", rulesOf(many));
    expect(performance.now() - started).toBeLessThan(5000);
    expect(rows).toEqual({ got: 3, passed: 1, quarantined: 2, corrected: 0 });
    expect(checks.map(({ failed }) => failed)).toEqual(many.map((_, i) => (i < 5 ? 2 : i < 500 ? 1 : 0)));
    expect([checks[0]?.example, checks[4]?.example, checks[5]?.example]).toEqual(["5", "5", "500"]);
  }, 60_000);

  test("rows and checks are counted, with an example each", async () => {
    const { rows, checks } = await report(
      "('ATL', 5), ('X', 2000), (NULL, 20), ('BOS', -100)",
      rulesOf([notNull, length, bounds, late]),
    );
    expect(rows).toEqual({ got: 4, passed: 1, quarantined: 3, corrected: 0 });
    expect(checks).toEqual([
      { ...count("origin.notNull", "notNull", "origin"), failed: 1 },
      { ...count("origin.length", "length", "origin"), failed: 1, example: "X" },
      { ...count("delay.between", "between", "delay"), failed: 2, example: "-100" },
      { ...count("delay.between#2", "between", "delay"), severity: "warn", failed: 2, example: "20" },
    ]);
  });

  test("what is held back lies in the quarantine, with its reasons in plain words", async () => {
    const { held, quarantine } = await report(
      "('ATL', 5), (' x\"', 2000), (NULL, 13), ('BOS', 20)",
      rulesOf([notNull, length, bounds, late, honest]),
    );
    expect(quarantine?.rows).toBe(2);
    expect(quarantine?.columns.map(({ name }) => name)).toEqual([
      "origin",
      "delay",
      "code",
      "_waybill_partition",
      "_waybill_reasons",
    ]);
    expect(JSON.parse(String(held[0]?._waybill_reasons))).toEqual([
      {
        check: "origin.notNull",
        rule: "notNull",
        column: "origin",
        value: null,
        message: "origin is missing",
      },
      {
        check: "rows.satisfies",
        rule: "satisfies",
        column: null,
        value: null,
        message: "the row must satisfy: delay <> 13",
      },
    ]);
    expect(held[1]).toMatchObject({ origin: ' x"', delay: 2000, _waybill_partition: 3 });
    expect(JSON.parse(String(held[1]?._waybill_reasons))).toEqual([
      expect.objectContaining({
        value: "2000",
        message: "delay is 2000; it must be between -60 and 1440",
      }),
    ]);
  });

  test("text stands in quotes, and what is long is cut in the message alone", async () => {
    const long = "y".repeat(300);
    const { held } = await report(
      `('${long}', 1), ('ab ', 0)`,
      rulesOf([check("origin.length", { rule: "length", low: 1, high: 2 })]),
    );
    const [short, cut] = held.map((row) => JSON.parse(String(row._waybill_reasons))[0]);
    expect(short.message).toBe('origin is "ab "; it must be 1 to 2 characters long');
    expect(cut.value).toBe(long);
    expect(cut.message).toBe(`origin is "${"y".repeat(100)}…"; it must be 1 to 2 characters long`);
  });

  test("a row is corrected once it passes all that would hold it back", async () => {
    const { rows, checks, held } = await report(
      "(' atl ', 5), (' bos ', 2000), ('JFK', 0)",
      rulesOf([length, bounds], [{ column: "origin", sql: "upper(trim(origin))" }]),
    );
    expect(rows).toEqual({ got: 3, passed: 2, quarantined: 1, corrected: 1 });
    expect(checks.map(({ id, failed, corrected }) => [id, failed, corrected])).toEqual([
      ["origin.length", 0, 2],
      ["delay.between", 1, 0],
    ]);
    expect(held[0]?.origin).toBe("BOS");
  });

  test("nothing is written where nothing is held back", async () => {
    const { quarantine, rows } = await report("('ATL', 5)", rulesOf([length, late]));
    expect(quarantine).toBeNull();
    expect(rows).toEqual({ got: 1, passed: 1, quarantined: 0, corrected: 0 });
  });

  test("without rows, and without checks", async () => {
    const empty = await report("('ATL', 5)", rulesOf([length]), "false");
    expect(empty).toMatchObject({ rows: { got: 0, passed: 0 }, quarantine: null });
    expect(empty.checks[0]).toMatchObject({ failed: 0, example: null });
    const unchecked = await report("('ATL', 5), ('ATL', 6)", rulesOf([]));
    expect(unchecked).toMatchObject({ rows: { got: 2, passed: 2, quarantined: 0 }, checks: [] });
  });
});

const count = (id: string, rule: string, name: string) => ({
  id,
  rule,
  column: name,
  severity: "reject",
  failed: 0,
  corrected: 0,
  example: null,
});
