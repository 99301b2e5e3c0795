import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Column } from "../../contract/column.ts";
import type { Rule } from "../../quality/check.ts";
import { check, column, openScratch, type Scratch } from "../testing/scratch.ts";
import { duckType } from "../types.ts";
import { fails } from "./expression.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const NOW = Date.parse("2024-06-10T15:00:00Z");

/** Which of the values, given as SQL, fail the rule. */
async function failing(type: Column["type"] | Column["type"]["kind"], rule: Rule, values: readonly string[]) {
  const columns = [column("v", type)];
  const lookups = { airports: "(SELECT * FROM (VALUES ('ATL'), (NULL)) AS airports(iata))" };
  const sql = fails(check("v.rule", rule), columns, { runTime: NOW, lookups });
  const typed = values.map((value) => `(CAST(${value} AS ${duckType(columns[0]!.type)}))`).join(", ");
  const rows = await scratch.connection.values(
    `SELECT coalesce(bad, false) FROM (SELECT *, ${sql} AS bad FROM (SELECT *, row_number() OVER () AS n FROM (VALUES ${typed}) AS t(v))) ORDER BY n`,
  );
  return values.filter((_, i) => rows[i]?.[0] === true);
}

describe("rows that fail", () => {
  test("notNull: NULL alone, never the empty string", async () => {
    expect(await failing("text", { rule: "notNull" }, ["NULL", "''", "'NULL'"])).toEqual(["NULL"]);
  });

  test("between: the bounds belong to it, NULL passes", async () => {
    const rule: Rule = { rule: "between", low: -60, high: 1440 };
    expect(await failing("int32", rule, ["-61", "-60", "1440", "1441", "NULL"])).toEqual(["-61", "1441"]);
  });

  test("between: exclusive bounds, open sides", async () => {
    const between = (rest: Omit<Extract<Rule, { rule: "between" }>, "rule">): Rule => ({
      rule: "between",
      ...rest,
    });
    const values = ["1", "2", "3"];
    expect(await failing("int", between({ low: 1, high: 3, exclusive: "both" }), values)).toEqual(["1", "3"]);
    expect(await failing("int", between({ low: 1, high: 3, exclusive: "low" }), values)).toEqual(["1"]);
    expect(await failing("int", between({ low: 1, high: 3, exclusive: "high" }), values)).toEqual(["3"]);
    expect(await failing("int", between({ low: 2, high: null }), values)).toEqual(["1"]);
    expect(await failing("int", between({ low: null, high: 2 }), values)).toEqual(["3"]);
    expect(await failing("int", between({ low: null, high: null }), values)).toEqual([]);
  });

  test("between: exact at the edge of 64 bits and of decimals", async () => {
    const big: Rule = { rule: "between", low: null, high: "9007199254740992" };
    expect(await failing("int64", big, ["9007199254740992", "9007199254740993"])).toEqual([
      "9007199254740993",
    ]);
    const decimal: Rule = { rule: "between", low: "0.1", high: "12345678901234567890.12" };
    expect(
      await failing({ kind: "decimal", precision: 28, scale: 2 }, decimal, [
        "'0.10'",
        "'12345678901234567890.12'",
        "'12345678901234567890.13'",
      ]),
    ).toEqual(["'12345678901234567890.13'"]);
  });

  test("between: NaN is above all numbers, a fraction bounds integers", async () => {
    expect(await failing("double", { rule: "between", low: 0, high: 9 }, ["'NaN'", "'inf'", "1"])).toEqual([
      "'NaN'",
      "'inf'",
    ]);
    expect(await failing("int32", { rule: "between", low: 0.5, high: 1.5 }, ["0", "1", "2"])).toEqual([
      "0",
      "2",
    ]);
  });

  test("between: dates, and moments with their zone", async () => {
    const dates: Rule = { rule: "between", low: "2024-01-01", high: "2024-12-31" };
    expect(await failing("date", dates, ["'2023-12-31'", "'2024-12-31'"])).toEqual(["'2023-12-31'"]);
    const moments: Rule = { rule: "between", low: "2024-01-01T00:00:00+02:00", high: null };
    expect(
      await failing({ kind: "timestamptz", js: "text" }, moments, [
        "'2023-12-31 21:59:59+00'",
        "'2023-12-31 22:00:00+00'",
      ]),
    ).toEqual(["'2023-12-31 21:59:59+00'"]);
  });

  test("multipleOf", async () => {
    expect(await failing("int", { rule: "multipleOf", of: 5 }, ["5", "7", "-10", "NULL"])).toEqual(["7"]);
    const cents: Rule = { rule: "multipleOf", of: "0.05" };
    expect(await failing({ kind: "decimal", precision: 10, scale: 2 }, cents, ["0.15", "0.16"])).toEqual([
      "0.16",
    ]);
    expect(await failing("double", { rule: "multipleOf", of: 0.25 }, ["0.75", "0.8", "'NaN'"])).toEqual([
      "0.8",
      "'NaN'",
    ]);
  });

  test("oneOf, and of nothing", async () => {
    const rule: Rule = { rule: "oneOf", values: ["a", "it's"] };
    expect(await failing("text", rule, ["'a'", "'it''s'", "'A'", "NULL"])).toEqual(["'A'"]);
    expect(
      await failing("int64", { rule: "oneOf", values: [9007199254740993n] }, ["9007199254740992"]),
    ).toHaveLength(1);
    expect(await failing("text", { rule: "oneOf", values: [] }, ["'a'", "NULL"])).toEqual(["'a'"]);
  });

  test("matches: anywhere in the text, with flags", async () => {
    const values = ["'ab'", "'AB'", "'x'", "NULL"];
    expect(await failing("text", { rule: "matches", pattern: "b$", flags: "" }, values)).toEqual([
      "'AB'",
      "'x'",
    ]);
    expect(await failing("text", { rule: "matches", pattern: "B$", flags: "gi" }, values)).toEqual(["'x'"]);
    expect(await failing("text", { rule: "matches", pattern: "^b", flags: "m" }, ["'a\nb'"])).toEqual([]);
    expect(await failing("text", { rule: "matches", pattern: "a.b", flags: "" }, ["'a\nb'"])).toHaveLength(1);
    expect(await failing("text", { rule: "matches", pattern: "a.b", flags: "s" }, ["'a\nb'"])).toEqual([]);
  });

  test("length: in code points; of bytes their number", async () => {
    const one: Rule = { rule: "length", low: 1, high: 1 };
    expect(await failing("text", one, ["'😀'", "'é'", "''", "'ab'", "NULL"])).toEqual(["''", "'ab'"]);
    expect(await failing("text", { rule: "length", low: 2, high: null }, ["'a'", "'abc'"])).toEqual(["'a'"]);
    expect(await failing("bytes", one, ["'\\xC3\\xA9'::BLOB", "'a'::BLOB"])).toEqual(["'\\xC3\\xA9'::BLOB"]);
  });

  test("references: NULL passes, a NULL in the lookup hides nothing", async () => {
    const rule: Rule = { rule: "references", lookup: "airports", target: "iata" };
    expect(await failing("text", rule, ["'ATL'", "'XYZ'", "NULL"])).toEqual(["'XYZ'"]);
  });

  test("fresherThan: moments to the second, dates from their midnight", async () => {
    const rule: Rule = { rule: "fresherThan", seconds: 2 * 86_400 };
    const moments = ["'2024-06-08 14:59:59+00'", "'2024-06-08 15:00:00+00'", "NULL"];
    expect(await failing({ kind: "timestamptz", js: "date" }, rule, moments)).toEqual([moments[0]]);
    const local = ["'2024-06-08 14:59:59'", "'2024-06-08 15:00:00'"];
    expect(await failing("timestamp", rule, local)).toEqual([local[0]]);
    expect(await failing("date", rule, ["'2024-06-08'", "'2024-06-09'"])).toEqual(["'2024-06-08'"]);
  });

  test("satisfies: false fails, NULL passes, a comment ends where it should", async () => {
    expect(await failing("int32", { rule: "satisfies", sql: "v > 1 -- more" }, ["1", "2", "NULL"])).toEqual([
      "1",
    ]);
  });
});

describe("rules that cannot be", () => {
  const context = { runTime: NOW, lookups: { airports: "airports" } };
  test("a column that is not there names those that are", () => {
    expect(() =>
      fails(check("dela.notNull", { rule: "notNull" }), [column("delay", "int")], context),
    ).toThrow(expect.objectContaining({ code: "check.unknown-column", why: "the columns are delay" }));
  });

  test("a lookup that is not there names those that are", () => {
    const rule: Rule = { rule: "references", lookup: "toString", target: "x" };
    expect(() => fails(check("v.references", rule), [column("v", "text")], context)).toThrow(
      expect.objectContaining({ code: "check.unknown-lookup", why: "the lookups are airports" }),
    );
  });

  test("a lookup's name and a column's are identifiers, not SQL", async () => {
    const name = 'x" FROM airports; DROP TABLE y; --';
    const rule: Rule = { rule: "references", lookup: "l", target: name };
    const relation = `(SELECT 'a' AS "x"" FROM airports; DROP TABLE y; --")`;
    const sql = fails(check("v.references", rule), [column("v", "text")], {
      ...context,
      lookups: { l: relation },
    });
    expect(
      await scratch.connection.values(`SELECT ${sql} FROM (VALUES ('a'), ('b')) AS t(v) ORDER BY v`),
    ).toEqual([[false], [true]]);
  });
});
