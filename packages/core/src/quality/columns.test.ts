import { describe, expect, test } from "vitest";
import * as z from "zod";
import { rowContract } from "../contract/row-contract.ts";
import { decimal } from "../contract/types/decimal.ts";
import { refusal } from "../pipeline/testing/refusal.ts";
import { sourceOf } from "../pipeline/testing/source.ts";
import { columnsOf, rowsRulesOf } from "./columns.ts";

const Row = z.object({
  id: z.int(),
  big: z.int64(),
  name: z.string().nullable(),
  day: z.iso.date(),
  at: z.date(),
  price: decimal(12, 2),
  done: z.boolean(),
  tags: z.array(z.string()),
});
type Row = z.output<typeof Row>;
const { columns } = rowContract(Row);
const c = columnsOf<Row>(columns, "pipeline x, .check()");
const rows = rowsRulesOf<Row>(columns, "pipeline x, .check()");
const airports = sourceOf("file:airports.csv", z.object({ iata: z.string(), elevation: z.int() }));

const base = { severity: "reject", implied: false };

describe("rules of columns", () => {
  test("say what they are", () => {
    expect(c.id.notNull()).toEqual({ ...base, column: "id", rule: "notNull" });
    expect(c.id.unique()).toEqual({ ...base, column: "id", rule: "unique", columns: ["id"], keep: null });
    expect(c.id.between(1, 9)).toEqual({ ...base, column: "id", rule: "between", low: 1, high: 9 });
    expect(c.id.atLeast(1)).toEqual({ ...base, column: "id", rule: "between", low: 1, high: null });
    expect(c.id.atMost(9)).toEqual({ ...base, column: "id", rule: "between", low: null, high: 9 });
    expect(c.big.between(1n, 2)).toEqual({ ...base, column: "big", rule: "between", low: 1n, high: 2 });
    expect(c.name.oneOf(["a", "b"])).toEqual({ ...base, column: "name", rule: "oneOf", values: ["a", "b"] });
    expect(c.name.matches(/^a/i)).toEqual({
      ...base,
      column: "name",
      rule: "matches",
      pattern: "(?i:^a)",
      flags: "",
    });
    expect(c.name.length(3)).toEqual({ ...base, column: "name", rule: "length", low: 3, high: 3 });
    expect(c.name.length(1, null)).toEqual({ ...base, column: "name", rule: "length", low: 1, high: null });
    expect(c.at.fresherThan("2 days")).toEqual({
      ...base,
      column: "at",
      rule: "fresherThan",
      seconds: 172_800,
    });
    expect(c.name.set("trim(name)")).toEqual({ column: "name", sql: "trim(name)" });
  });

  test("take a severity, and a row to keep", () => {
    expect(c.id.notNull({ severity: "warn" })).toMatchObject({ severity: "warn" });
    expect(c.id.unique({ keep: { latest: "at" } })).toMatchObject({ keep: { latest: "at" } });
  });

  test("keep the other source until its name is known", () => {
    expect(c.name.references(airports, "iata")).toEqual({
      ...base,
      column: "name",
      rule: "references",
      source: airports,
      target: "iata",
    });
  });

  test("keep a Date as text in UTC", () => {
    expect(c.at.atLeast(new Date("2024-01-01T00:00:00+01:00"))).toMatchObject({
      low: "2023-12-31T23:00:00.000Z",
    });
  });

  test("can be taken from their column", () => {
    const { notNull } = c.id;
    expect(notNull()).toMatchObject({ column: "id", rule: "notNull" });
  });
});

describe("rules of rows", () => {
  test("say what they are", () => {
    expect(rows.count({ min: 1 })).toEqual({
      column: null,
      severity: "fail",
      implied: false,
      rule: "count",
      min: 1,
      max: null,
      change: null,
    });
    expect(rows.count({ max: 9, change: "50%", severity: "warn" })).toMatchObject({
      severity: "warn",
      max: 9,
      change: 0.5,
    });
    expect(rows.satisfies("id > 0", { name: "positive" })).toEqual({
      ...base,
      column: null,
      name: "positive",
      rule: "satisfies",
      sql: "id > 0",
    });
    expect(rows.unique(["day", "name"])).toEqual({
      ...base,
      column: null,
      rule: "unique",
      columns: ["day", "name"],
      keep: null,
    });
  });
});

describe("refused", () => {
  const cases: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      "a low bound above the high one",
      () => c.id.between(9, 1),
      /^check\.between: no id lies between 9 and 1 \(pipeline x, \.check\(\), id\).*between\(1, 9\)/,
    ],
    [
      "a bound that is no date",
      () => c.day.between("2024-01-01", "soon"),
      /check\.value: soon is no value of day, which is date.*"2024-02-29"/,
    ],
    ["a decimal that is no decimal", () => c.price.atLeast("1,50"), /which is decimal.*"12\.50"/],
    ["NaN", () => c.id.atLeast(Number.NaN), /NaN is no value of id/],
    ["an invalid Date", () => c.at.atLeast(new Date("never")), /Invalid Date is no value of at/],
    ["no values", () => c.name.oneOf([]), /check\.one-of: .*every row would fail/],
    ["a value of another type", () => c.day.oneOf(["today"]), /today is no value of day/],
    ["lengths the wrong way round", () => c.name.length(5, 1), /check\.length/],
    ["half a character", () => c.name.length(0.5), /check\.length/],
    [
      "a pattern on a date",
      () => c.day.matches(/^2024/),
      /check\.type: matches has no meaning for day, which is date.*rows\.satisfies/,
    ],
    ["a length of a decimal", () => c.price.length(3), /check\.type: length/],
    [
      "an age of a text",
      () => c.name.fresherThan("2 days"),
      /check\.type: fresherThan.*date, timestamp, timestamptz/,
    ],
    ["an age that is none", () => c.at.fresherThan("0 days"), /check\.duration/],
    [
      "keep by what has no order",
      () => c.id.unique({ keep: { latest: "done" } }),
      /check\.keep: no value of done is the latest/,
    ],
    ["keep that only warns", () => c.id.unique({ keep: { latest: "at" }, severity: "warn" }), /check\.keep/],
    [
      "uniqueness of JSON",
      () => rows.unique(["tags"]),
      /check\.type: unique has no meaning for tags, which is json/,
    ],
    ["a column twice", () => rows.unique(["id", "id"]), /check\.unique/],
    ["no column", () => rows.unique([]), /check\.unique/],
    ["a count without limits", () => rows.count({}), /check\.count: .*no limit/],
    ["limits the wrong way round", () => rows.count({ min: 2, max: 1 }), /no run has from 2 to 1 rows/],
    ["half a row", () => rows.count({ min: 0.5 }), /check\.count/],
    ["no SQL", () => rows.satisfies(" "), /check\.sql: .*it is empty/],
    ["no SQL in a correction", () => c.id.set(""), /set\(\) takes an SQL expression/],
    ["a name with a dot", () => rows.satisfies("true", { name: "a.b" }), /check\.name/],
    [
      "a text in another column's numbers",
      () => c.name.references(airports, "elevation" as "iata"),
      /name is text, elevation is int/,
    ],
    [
      "a column that is not there",
      () => c.name.references(airports, "iatta" as "iata"),
      /file:airports\.csv has no column iatta.*did you mean iata\?/,
    ],
    ["what is no source", () => c.name.references({} as typeof airports, "iata"), /takes a source/],
    ["another severity", () => c.id.notNull({ severity: "ignore" as "warn" }), /check\.severity: "ignore"/],
    ["a count that rejects", () => rows.count({ min: 1, severity: "reject" as "warn" }), /cannot reject/],
    ["a change that is none", () => rows.count({ change: "half" as "50%" }), /"half" is no percentage/],
    [
      "a text for a pattern",
      () => c.name.matches("a" as unknown as RegExp),
      /takes a regular expression.*it got string/,
    ],
  ];
  test.each(cases)("%s", (_, define, expected) => {
    expect(refusal(define)).toMatch(expected);
  });

  test("a column that is not there, with the one that was meant", () => {
    const any = c as unknown as Record<string, unknown>;
    expect(refusal(() => any.idd)).toBe(
      "column.unknown: there is no column idd (pipeline x, .check()); did you mean id?",
    );
  });

  test("a rule that is not there, with the one that was meant", () => {
    const id = c.id as unknown as Record<string, () => unknown>;
    expect(refusal(() => id.uniqe?.())).toMatch(
      /^check\.unknown: there is no rule uniqe .*did you mean unique\?$/,
    );
    const all = rows as unknown as Record<string, () => unknown>;
    expect(refusal(() => all.satisfis?.())).toMatch(/did you mean satisfies\?/);
  });
});
