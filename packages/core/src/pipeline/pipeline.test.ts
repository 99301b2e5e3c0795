import { describe, expect, test } from "vitest";
import * as z from "zod";
import { isPipeline, pipeline } from "./pipeline.ts";
import { Airport, airports, Flight, flights } from "./testing/flights.ts";
import { refusal } from "./testing/refusal.ts";
import { sourceOf } from "./testing/source.ts";

const ids = ({ checks }: { readonly checks: readonly { readonly id: string }[] }) =>
  checks.map(({ id }) => id);

const joined = {
  with: { airports },
  produces: Flight.extend({ city: z.string().nullable() }),
  query: "select i.*, a.city from input i left join airports a on a.iata = i.origin",
};

describe("a whole pipeline", () => {
  const { plan } = pipeline("flights", flights)
    .check(({ id, at }) => [id.notNull(), at.fresherThan("2 days", { severity: "warn" })])
    .sql(joined)
    .rows({ reads: ["delay"], adds: { late: z.boolean() } }, ({ delay }) => ({ late: (delay ?? 0) > 15 }))
    .check(({ id, delay, origin }, rows) => [
      id.unique(),
      delay.between(-60, 1440),
      origin.references(airports, "iata"),
      rows.count({ min: 1 }),
    ])
    .correct(({ origin }) => [origin.set("upper(trim(origin))")])
    .tolerate({ quarantined: "1%" })
    .load({ table: "flights", mode: "merge", key: ["id"], drift: "evolve" });

  test("splits its source, and sees its lookups whole", () => {
    expect(plan.name).toBe("flights");
    expect(plan.source).toMatchObject({ name: "flights", source: flights });
    expect(plan.lookups.map(({ name, source }) => [name, source])).toEqual([["airports", airports]]);
    expect(plan.lookups[0]?.rules.checks).toEqual(airports.contract.checks);
  });

  test("has its steps in order, each with the columns after it", () => {
    expect(plan.steps.map(({ kind, columns }) => [kind, columns.map(({ name }) => name)])).toEqual([
      ["sql", ["id", "at", "delay", "origin", "city"]],
      ["rows", ["id", "at", "delay", "origin", "city", "late"]],
    ]);
    expect(plan.steps[0]).toMatchObject({ query: joined.query, scope: "partition", parameters: {} });
    expect(plan.columns).toEqual(plan.steps[1]?.columns);
  });

  test("checks the source's rows before the first step", () => {
    expect(ids(plan.sourceRules)).toEqual([
      "at.notNull",
      "origin.notNull",
      "origin.length",
      "id.notNull",
      "at.fresherThan",
    ]);
    expect(plan.sourceRules.corrections).toEqual([]);
  });

  test("checks the result after the last step, with what the last contract implies", () => {
    expect(ids(plan.resultRules)).toEqual([
      "id.notNull",
      "at.notNull",
      "origin.notNull",
      "origin.length",
      "late.notNull",
      "id.unique",
      "delay.between",
      "origin.references",
      "rows.count",
    ]);
    expect(plan.resultRules.checks.find(({ id }) => id === "origin.references")).toMatchObject({
      rule: "references",
      lookup: "airports",
      target: "iata",
    });
    expect(plan.resultRules.corrections).toEqual([{ column: "origin", sql: "upper(trim(origin))" }]);
  });

  test("says what it tolerates and where the rows go", () => {
    expect(plan.tolerate).toEqual({ quarantined: { share: 0.01 }, rejected: null });
    expect(plan.load).toEqual({ table: "flights", mode: "merge", key: ["id"], drift: "evolve", undoDays: 7 });
  });

  test("holds no source in a rule: a plan is data", () => {
    const rules = JSON.stringify([plan.sourceRules, plan.resultRules]);
    expect(JSON.parse(rules)).toEqual([plan.sourceRules, plan.resultRules]);
  });
});

describe("a pipeline is a value", () => {
  test("that no method changes", () => {
    const bare = pipeline("flights", flights);
    const before = JSON.stringify(bare.plan);
    bare.check(({ id }) => [id.unique()]).load({ table: "t", mode: "append" });
    expect(JSON.stringify(bare.plan)).toBe(before);
    expect(() => Object.assign(bare, { plan: null })).toThrow(TypeError);
  });

  test("that is recognised among others", () => {
    expect(isPipeline(pipeline("flights", flights).load({ table: "t", mode: "append" }))).toBe(true);
    expect([null, {}, "flights", flights].filter(isPipeline)).toEqual([]);
  });

  test("that may end without a load", () => {
    expect(pipeline("flights", flights).plan).toMatchObject({
      load: null,
      steps: [],
      tolerate: { quarantined: null, rejected: null },
    });
  });
});

describe("several sources", () => {
  const people = sourceOf("file:people.csv", z.object({ name: z.string() }));

  test("the one that is named is split", () => {
    const { plan } = pipeline("trips", { airports, flights, people }, { split: "flights" });
    expect(plan.source.name).toBe("flights");
    expect(plan.lookups.map(({ name }) => name)).toEqual(["airports", "people"]);
    expect(plan.columns.map(({ name }) => name)).toEqual(["id", "at", "delay", "origin"]);
  });

  test("the first is split where nothing is said", () => {
    const more = sourceOf("file:more.csv", Airport);
    const { plan } = pipeline("places", { airports, more });
    expect(plan.source.name).toBe("airports");
    expect(plan.lookups.map(({ name }) => name)).toEqual(["more"]);
  });

  test.each<[string, () => unknown, RegExp]>([
    ["none", () => pipeline("x", {}), /^source\.unknown: the pipeline has no source/],
    [
      "a split that is not there",
      () => pipeline("x", { flights }, { split: "fligths" as "flights" }),
      /no source fligths.*did you mean flights\?/,
    ],
    ["input", () => pipeline("x", { input: flights }), /"input" cannot name a source.*what a step gets/],
    ["a unit's name", () => pipeline("x", { step1: flights }), /"step1" cannot name a source/],
    [
      "Waybill's own prefix",
      () => pipeline("x", { _waybill_x: flights }),
      /"_waybill_x" cannot name a source/,
    ],
    [
      "no SQL name",
      () => pipeline("x", { "my-flights": flights }),
      /"my-flights" cannot name a source.*letters, digits and _/,
    ],
    [
      "names that differ in case",
      () => pipeline("x", { a: airports, A: airports }),
      /"A" cannot name a source.*there is a already/,
    ],
    [
      "what is no source",
      () => pipeline("x", { flights: "flights.csv" as unknown as typeof flights }),
      /source\.none: flights is no source.*files\(/,
    ],
  ])("refuses %s", (_, define, expected) => {
    expect(refusal(define)).toMatch(expected);
  });
});

describe("names of pipelines", () => {
  test.each(["flights", "my-flights", "flights_2024", "2024"])("%s", (name) => {
    expect(pipeline(name, flights).plan.name).toBe(name);
  });
  test.each(["", "a b", "a/b", "../a", "-a", "a.b", "step1"])("not %j", (name) => {
    expect(refusal(() => pipeline(name, flights))).toMatch(/^pipeline\.name: .*pipeline\("flights", …\)/);
  });
});

describe("after load", () => {
  const loaded = pipeline("flights", flights).load({ table: "t", mode: "append" });
  test.each(["check", "correct", "sql", "rows", "tolerate", "load"])(".%s() is refused", (method) => {
    const methods = loaded as unknown as Record<string, () => unknown>;
    expect(refusal(() => methods[method]?.())).toMatch(
      new RegExp(
        `^pipeline\\.after-load: \\.${method}\\(\\) comes after \\.load\\(\\) \\(pipeline flights, \\.${method}\\(\\)\\)`,
      ),
    );
  });
});
