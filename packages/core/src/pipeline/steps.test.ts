import { describe, expect, test } from "vitest";
import * as z from "zod";
import { pipeline } from "./pipeline.ts";
import { airports, Flight, flights } from "./testing/flights.ts";
import { refusal } from "./testing/refusal.ts";
import { sourceOf } from "./testing/source.ts";

const bare = pipeline("flights", flights);
const same = { query: "select * from input", produces: Flight };

describe("sql", () => {
  test("keeps parameters as values", () => {
    const parameters = { low: 5, code: "it's", none: null, big: 2n ** 60n };
    const query =
      "select * from input where delay > $low and origin <> $code and $none is null and id < $big";
    expect(bare.sql({ ...same, query, parameters, scope: "run" }).plan.steps[0]).toMatchObject({
      query,
      parameters,
      scope: "run",
    });
  });

  test("a default of the contract means nothing behind it", () => {
    const { plan } = bare.sql({ ...same, produces: z.object({ id: z.int().default(0) }) });
    expect(plan.columns).toEqual([{ name: "id", type: { kind: "int" }, nullable: false }]);
    expect(plan.resultRules.checks.map(({ id }) => id)).toEqual(["id.notNull"]);
  });

  test("the same lookup in two steps is one", () => {
    const { plan } = bare
      .sql({ ...same, with: { airports } })
      .sql({ ...same, with: { airports, again: airports } });
    expect(plan.lookups.map(({ name }) => name)).toEqual(["airports", "again"]);
  });

  const other = sourceOf("file:other.csv", z.object({ iata: z.string() }));
  test.each<[string, () => unknown, RegExp]>([
    [
      "no query",
      () => bare.sql({ ...same, query: " " }),
      /^sql\.query: .*\(pipeline flights, \.sql\(\)\); write query/,
    ],
    ["another scope", () => bare.sql({ ...same, scope: "all" as "run" }), /^sql\.scope: "all" is no scope/],
    ["no columns", () => bare.sql({ ...same, produces: z.object({}) }), /^contract\.empty: the step says/],
    [
      "a type that is none",
      () => bare.sql({ ...same, produces: z.object({ a: z.any() }) }),
      /^contract\.type: pipeline flights, produces\.a: z\.any\(\)/,
    ],
    [
      "a parameter that is not used",
      () => bare.sql({ ...same, query: "select $lower", parameters: { low: 1 } }),
      /^sql\.parameter: the query does not use the parameter low.*\$low/,
    ],
    [
      "a parameter of many values",
      () => bare.sql({ ...same, parameters: { low: [1] as never } }),
      /is no single value/,
    ],
    [
      "a parameter that is NaN",
      () => bare.sql({ ...same, parameters: { low: Number.NaN } }),
      /is no single value/,
    ],
    [
      "a parameter with a strange name",
      () => bare.sql({ ...same, parameters: { "a-b": 1 } }),
      /"a-b" cannot name a parameter/,
    ],
    [
      "a lookup named input",
      () => bare.sql({ ...same, with: { input: airports } }),
      /^source\.name: "input".*what a step gets/,
    ],
    [
      "a lookup with the source's name",
      () => bare.sql({ ...same, with: { flights: airports } }),
      /^source\.name: "flights".*there is flights already/,
    ],
    [
      "a lookup that is none",
      () => bare.sql({ ...same, with: { airports: {} as typeof airports } }),
      /^source\.none: airports is no source/,
    ],
    [
      "a lookup's name for another source",
      () => bare.sql({ ...same, with: { airports } }).sql({ ...same, with: { airports: other } }),
      /^source\.two: airports names two sources.*file:data\/airports\.csv in one place and file:other\.csv/,
    ],
  ])("refuses %s", (_, define, expected) => {
    expect(refusal(define)).toMatch(expected);
  });
});

describe("rows", () => {
  test("reads what it says, once, and adds at the end", () => {
    const { plan } = bare.rows({ reads: ["delay", "id", "delay"], adds: { late: z.boolean() } }, () => ({
      late: true,
    }));
    const [step] = plan.steps;
    expect(step?.kind === "rows" && step.reads.map(({ name }) => name)).toEqual(["delay", "id"]);
    expect(step?.kind === "rows" && step.adds).toEqual([
      { name: "late", type: { kind: "boolean" }, nullable: false },
    ]);
    expect(plan.columns.map(({ name }) => name)).toEqual(["id", "at", "delay", "origin", "late"]);
  });

  test("reads all", () => {
    const { plan } = bare.rows({ reads: "all", adds: {} }, () => ({}));
    expect(plan.steps[0]).toMatchObject({ reads: flights.contract.columns, adds: [], columns: plan.columns });
  });

  test("keeps the function as it is", () => {
    const each = ({ id }: { readonly id: number }) => (id > 0 ? [{ half: id / 2 }, { half: id / 2 }] : null);
    const { plan } = bare.rows({ reads: ["id"], adds: { half: z.number() } }, each);
    expect(plan.steps[0]).toMatchObject({ each });
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      "a column that is not there",
      () => bare.rows({ reads: ["dealy" as "delay"], adds: {} }, () => ({})),
      /^column\.unknown: there is no column dealy \(pipeline flights, \.rows\(\)\); did you mean delay\?/,
    ],
    ["no reads", () => bare.rows({ adds: {} } as never, () => null), /^rows\.reads: .*reads: "all"/],
    [
      "no function",
      () => bare.rows({ reads: [], adds: {} }, undefined as never),
      /^rows\.function: .*it got undefined/,
    ],
    [
      "an async function",
      () => bare.rows({ reads: [], adds: {} }, (async () => null) as never),
      /it got one that is an AsyncFunction/,
    ],
    [
      "a column that differs only in case",
      () => bare.rows({ reads: [], adds: { Delay: z.int() } }, () => ({ Delay: 1 })),
      /^contract\.name: the columns "delay" and "Delay" differ only/,
    ],
    [
      "a type that is none",
      () => bare.rows({ reads: [], adds: { x: z.any() } }, () => ({ x: 1 })),
      /^contract\.type: pipeline flights, adds\.x/,
    ],
  ])("refuses %s", (_, define, expected) => {
    expect(refusal(define)).toMatch(expected);
  });
});
