import { describe, expect, test } from "vitest";
import * as z from "zod";
import { pipeline } from "./pipeline.ts";
import { airports, Flight, flights } from "./testing/flights.ts";
import { refusal } from "./testing/refusal.ts";
import { sourceOf } from "./testing/source.ts";

const bare = pipeline("flights", flights);
const same = { query: "select * from input", produces: Flight };
const ids = ({ checks }: { readonly checks: readonly { readonly id: string }[] }) =>
  checks.map(({ id }) => id);
const IMPLIED = ["id.notNull", "at.notNull", "origin.notNull", "origin.length"];

describe("what a contract implies", () => {
  test("is checked at the source, and again after a query", () => {
    expect(ids(bare.plan.sourceRules)).toEqual(IMPLIED);
    expect(ids(bare.plan.resultRules)).toEqual([]);
    expect(ids(bare.sql(same).plan.resultRules)).toEqual(IMPLIED);
  });

  test("of the last query alone", () => {
    const { plan } = bare
      .sql(same)
      .sql({ query: "select id from input", produces: z.object({ id: z.int().min(0) }) });
    expect(ids(plan.resultRules)).toEqual(["id.notNull", "id.between"]);
  });

  test("of what a row function adds; what passes by was checked before", () => {
    const adds = { late: z.boolean(), grade: z.enum(["a", "b"]).nullable() };
    const { plan } = bare.rows({ reads: [], adds }, () => ({ late: true, grade: null }));
    expect(ids(plan.resultRules)).toEqual(["late.notNull", "grade.oneOf"]);
  });

  test("of a column whose place a row function takes, only the new", () => {
    const { plan } = bare
      .sql(same)
      .rows({ reads: [], adds: { origin: z.string().nullable() } }, () => ({ origin: null }));
    expect(ids(plan.resultRules)).toEqual(["id.notNull", "at.notNull"]);
    expect(plan.columns.map(({ name }) => name)).toEqual(["id", "at", "delay", "origin"]);
    expect(plan.columns.at(-1)?.nullable).toBe(true);
  });

  test("is not said twice, unless the author's rule only warns", () => {
    expect(ids(bare.check(({ id }) => [id.notNull({ severity: "fail" })]).plan.sourceRules)).toEqual([
      "at.notNull",
      "origin.notNull",
      "origin.length",
      "id.notNull",
    ]);
    const { checks } = bare.check(({ id }) => [id.notNull({ severity: "warn" })]).plan.sourceRules;
    expect(checks.filter(({ column }) => column === "id").map(({ id, severity }) => [id, severity])).toEqual([
      ["id.notNull", "reject"],
      ["id.notNull#2", "warn"],
    ]);
  });
});

describe("rules about another source", () => {
  const refers = bare.check(({ id, origin }) => [id.unique(), origin.references(airports, "iata")]);

  test("without steps, all rules wait for it", () => {
    const { plan } = refers.correct(({ origin }) => [origin.set("upper(origin)")]);
    expect(plan.sourceRules).toEqual({ checks: [], corrections: [] });
    expect(ids(plan.resultRules)).toEqual([...IMPLIED, "id.unique", "origin.references"]);
    expect(plan.resultRules.corrections).toEqual([{ column: "origin", sql: "upper(origin)" }]);
    expect(plan.steps).toEqual([]);
  });

  test("make it a lookup, named after its data", () => {
    expect(refers.plan.lookups.map(({ name, source }) => [name, source])).toEqual([["airports", airports]]);
    expect(refers.plan.resultRules.checks.at(-1)).toMatchObject({ lookup: "airports" });
  });

  test("use the name that it has already", () => {
    const { plan } = pipeline("trips", { flights, places: airports }, { split: "flights" }).check(
      ({ origin }) => [origin.references(airports, "iata")],
    );
    expect(plan.lookups.map(({ name }) => name)).toEqual(["places"]);
    expect(plan.resultRules.checks.at(-1)).toMatchObject({ lookup: "places" });
  });

  test.each([
    ["file:data/air-ports 2024.csv.gz", "air_ports_2024"],
    ["file:data/*.csv", "lookup_"],
    ["rows:1st", "lookup_1st"],
    ["file:input.csv", "lookup_input"],
    ["file:flights.csv", "flights_2"],
  ])("%s is named %s", (dataset, name) => {
    const other = sourceOf(dataset, z.object({ code: z.string() }));
    const { plan } = bare.check(({ origin }) => [origin.references(other, "code")]);
    expect(plan.lookups.map((lookup) => lookup.name)).toEqual([name]);
  });

  test("can be about the pipeline's own source, which is then read whole as well", () => {
    const { plan } = bare.check(({ id }) => [id.references(flights, "id")]);
    expect(plan.lookups).toMatchObject([{ name: "flights_2" }]);
  });

  test("are refused before the first step", () => {
    expect(refusal(() => refers.sql(same))).toMatch(
      /^check\.references: origin\.references\(\) stands before the first step \(pipeline flights, \.sql\(\)\).*after the last step/,
    );
  });
});

describe("the key of a merge", () => {
  const merge = { table: "t", mode: "merge", key: ["id"] } as const;

  test("is unique, and never NULL", () => {
    const { plan } = pipeline("p", sourceOf("d", z.object({ id: z.int().nullable() }))).load(merge);
    expect(plan.sourceRules.checks).toEqual([
      { id: "id.notNull", column: "id", severity: "reject", implied: true, rule: "notNull" },
      {
        id: "id.unique",
        column: "id",
        severity: "reject",
        implied: true,
        rule: "unique",
        columns: ["id"],
        keep: null,
      },
    ]);
  });

  test("is checked after the last step", () => {
    const { plan } = bare.sql(same).load(merge);
    expect(ids(plan.sourceRules)).toEqual(IMPLIED);
    expect(ids(plan.resultRules)).toEqual([...IMPLIED, "id.unique"]);
  });

  test("of several columns is one rule", () => {
    const { plan } = bare.load({ ...merge, key: ["id", "delay"] });
    expect(plan.sourceRules.checks.slice(-2)).toMatchObject([
      { id: "delay.notNull", implied: true },
      { id: "rows.unique", column: null, columns: ["id", "delay"], implied: true },
    ]);
  });

  test("is not checked twice, in whatever order its columns are named", () => {
    const { plan } = bare
      .check(({ at }, rows) => [rows.unique(["origin", "id"], { keep: { latest: "at" } }), at.notNull()])
      .load({ ...merge, key: ["id", "origin"] });
    expect(ids(plan.sourceRules).filter((id) => id.includes("unique"))).toEqual(["rows.unique"]);
  });

  test("is checked although the author only warns", () => {
    const { plan } = bare.check(({ id }) => [id.unique({ severity: "warn" })]).load(merge);
    const unique = plan.sourceRules.checks.filter(({ rule }) => rule === "unique");
    expect(unique.map(({ id, severity }) => [id, severity])).toEqual([
      ["id.unique", "warn"],
      ["id.unique#2", "reject"],
    ]);
  });
});

describe("refused", () => {
  const gone = { query: "select delay from input", produces: z.object({ delay: z.int().nullable() }) };
  const cases: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      "a step after the result's checks",
      () =>
        bare
          .sql(same)
          .check(({ id }) => [id.unique()])
          .sql(same),
      /^step\.after-checks: .*\(pipeline flights, \.sql\(\)\).*checked once, after the last one; move this step before/,
    ],
    [
      "a step after the result's corrections",
      () =>
        bare
          .sql(same)
          .correct(({ id }) => [id.set("1")])
          .rows({ reads: [], adds: {} }, () => null),
      /^step\.after-checks: .*\.rows\(\)/,
    ],
    [
      "uniqueness of a column that goes",
      () => bare.check(({ id }) => [id.unique()]).sql(gone),
      /^check\.unique: unique\(\) before the steps needs id, which is gone/,
    ],
    [
      "a kept column that goes",
      () => bare.check(({ delay }) => [delay.unique({ keep: { latest: "at" } })]).sql(gone),
      /needs at, which is gone/,
    ],
    [
      "keep twice",
      () =>
        bare.check(({ id, delay }) => [
          id.unique({ keep: { latest: "at" } }),
          delay.unique({ keep: { latest: "at" } }),
        ]),
      /^check\.keep: two rules say which row/,
    ],
    [
      "keep twice, in two places",
      () =>
        bare
          .check(({ id }) => [id.unique({ keep: { latest: "at" } })])
          .sql(same)
          .check(({ id }) => [id.unique({ keep: { latest: "at" } })]),
      /^check\.keep/,
    ],
    [
      "a name twice",
      () =>
        bare.check((_, rows) => [
          rows.satisfies("true", { name: "a" }),
          rows.satisfies("false", { name: "a" }),
        ]),
      /^check\.name: two rules are named a/,
    ],
    [
      "a column corrected twice",
      () => bare.correct(({ id }) => [id.set("1"), id.set("2")]),
      /^correct\.twice: id is corrected twice/,
    ],
    [
      "a misspelt column",
      () => bare.check((columns) => [(columns as never as { idd: { unique(): never } }).idd.unique()]),
      /there is no column idd \(pipeline flights, \.check\(\)\); did you mean id\?/,
    ],
    [
      "no list",
      () => bare.check((({ id }: { id: { unique(): never } }) => id.unique()) as never),
      /^check\.list: .*returns a list.*it got object.*id\.notNull/,
    ],
    ["nothing", () => bare.check((() => {}) as never), /it got undefined/],
    ["no function", () => bare.check([] as never), /^check\.list/],
    [
      "a correction among checks",
      () => bare.check(({ id }) => [id.set("1") as never]),
      /none of the column's rules/,
    ],
    [
      "a check among corrections",
      () => bare.correct(({ id }) => [id.notNull() as never]),
      /id\.set\("abs\(id\)"\)/,
    ],
  ];
  test.each(cases)("%s", (_, define, expected) => {
    expect(refusal(define)).toMatch(expected);
  });
});
