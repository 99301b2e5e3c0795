import { files, type Plan, pipeline } from "@waybill/core";
import { expect, test } from "vitest";
import * as z from "zod";
import { errorOf } from "../testing/error-of.ts";
import { extracted, planned, RUN, schemaOf, transformed, validated } from "../testing/run-hops.ts";
import { misfit, refuseMisfit } from "./fits.ts";

const Row = z.object({ id: z.int(), key: z.uuid(), more: z.json() });
const orders = files("orders.csv", { row: Row });
const places = files("places.csv", { row: z.object({ id: z.int() }) });

const oneStep = (query: string): Plan =>
  pipeline("orders", { orders, places }, { split: "orders" })
    .check(({ id }) => [id.atMost(9)])
    .sql({ produces: z.object({ id: z.int(), total: z.number().nullable() }), query })
    .check(({ id, total }, rows) => [total.atLeast(0), id.unique(), rows.count({ min: 1 })])
    .load({ table: "orders", mode: "append" }).plan;

const plan = oneStep("select id, 1.5 as total from input");
const SOURCE = schemaOf("id BIGINT", "key VARCHAR", "more VARCHAR", "_waybill_partition INTEGER");
const RESULT = schemaOf("id BIGINT", "total DOUBLE", "_waybill_partition INTEGER", "_waybill_flags BIGINT");
const SOURCE_CHECKS = ["id.notNull", "key.notNull", "id.between"];

/** What a run of that plan has done, as the engine writes it. */
const hops = [
  planned("places#0"),
  planned("orders#0"),
  planned("orders#1"),
  extracted("places#0", schemaOf("id BIGINT"), ["id.notNull"]),
  extracted("orders#0", SOURCE, sourceChecks()),
  transformed("orders#0", RESULT),
  validated("orders#0", resultChecks()),
];

function sourceChecks(): readonly string[] {
  return plan.sourceRules.checks.map(({ id }) => id);
}
function resultChecks(): readonly string[] {
  return plan.resultRules.checks
    .filter(({ rule }) => rule !== "unique" && rule !== "count")
    .map(({ id }) => id);
}

test("the same plan fits, and one with another query, tolerance and target", () => {
  expect(sourceChecks()).toEqual(expect.arrayContaining(SOURCE_CHECKS.slice(0, 1)));
  expect(resultChecks()).toContain("total.between");
  expect(misfit(plan, hops)).toBeNull();
  const other: Plan = {
    ...oneStep("select id, 2.5 as total from input"),
    tolerate: { quarantined: { rows: 7 }, rejected: null },
    load: { table: "others", mode: "replace", key: [], drift: "freeze", undoDays: 1 },
  };
  expect(misfit(other, hops)).toBeNull();
});

test("a run of which nothing is planned yet fits whatever comes", () => {
  const alone = pipeline("orders", files("orders.csv", { row: Row })).load({ table: "t", mode: "append" });
  expect(misfit(alone.plan, [])).toBeNull();
});

const runScoped = pipeline("orders", { orders, places }, { split: "orders" })
  .sql({ scope: "run", produces: z.object({ n: z.int() }), query: "select count(*) as n from input" })
  .load({ table: "t", mode: "append" }).plan;

test.each<[string, Plan, string]>([
  ["a lookup is gone", { ...plan, lookups: [] }, "places is no source or step over the run any more"],
  ["a step over the run is new", runScoped, "step1 was no source or step over the run then"],
  [
    "the source's column has another type",
    {
      ...plan,
      source: { ...plan.source, source: files("orders.csv", { row: Row.extend({ id: z.string() }) }) },
    },
    "the columns of orders are others: without id BIGINT and with id VARCHAR",
  ],
  [
    "a column of the result is new",
    { ...plan, columns: [...plan.columns, { name: "x", type: { kind: "date" }, nullable: true }] },
    "the columns of the result are others: with x DATE",
  ],
  [
    "the columns are in another order",
    { ...plan, columns: plan.columns.toReversed() },
    "the columns of the result are others: in another order",
  ],
  [
    "a check of the source is gone",
    { ...plan, sourceRules: { ...plan.sourceRules, checks: plan.sourceRules.checks.slice(1) } },
    `the checks of orders are others: without ${sourceChecks()[0]}`,
  ],
  [
    "the result has no checks any more",
    { ...plan, resultRules: { checks: [], corrections: [] } },
    `the checks of the result are others: without ${resultChecks().join(", ")}`,
  ],
])("%s", (_, other, why) => expect(misfit(other, hops)).toBe(why));

test("a check of the whole run may be new: it is decided anew", () => {
  const checks = plan.resultRules.checks.filter(({ rule }) => rule !== "count");
  expect(misfit({ ...plan, resultRules: { ...plan.resultRules, checks } }, hops)).toBeNull();
});

test("of very many checks an event names those that found something", () => {
  const [check] = plan.resultRules.checks;
  const checks = Array.from({ length: 300 }, (_, i) => ({ ...check!, id: `total.between#${i}` }));
  const many: Plan = { ...plan, resultRules: { checks, corrections: [] } };
  const others = hops.slice(0, -1);
  expect(misfit(many, [...others, validated("orders#0", ["total.between#7"])])).toBeNull();
  expect(misfit(many, [...others, validated("orders#0", ["total.between#999"])])).toContain(
    "total.between#999",
  );
});

test("the refusal says what is different, and what to type", () => {
  refuseMisfit(plan, RUN, hops);
  const error = errorOf(() => refuseMisfit({ ...plan, lookups: [] }, RUN, hops, "waybill run ./orders.ts"));
  expect(error).toMatchObject({
    class: "usage",
    code: "retry.outdated",
    next: "run it anew: waybill run ./orders.ts",
  });
  expect(error.why).toContain("places is no source");
  expect(errorOf(() => refuseMisfit({ ...plan, lookups: [] }, RUN, hops)).next).toContain(
    "waybill run orders",
  );
});
