import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openScratch, type Scratch } from "../testing/scratch.ts";
import { expressionProblem } from "./expression.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

describe("an expression over a row", () => {
  test.each([
    "price > 0",
    "upper(trim(origin))",
    "case when a then b else c end",
    "list_sum([x + 1 for x in parts]) > 3",
    "note <> 'a); drop table x; --'",
    "a > 1 -- a comment",
    "delay between -60 and 1440 and origin in ('A', 'B')",
    '"odd ) name" is not null',
  ])("may be %s", async (sql) => {
    expect(await expressionProblem(scratch.connection, sql)).toBeNull();
  });

  test.each([
    ["", "this is not one expression"],
    ["price >", "syntax error"],
    ["true), (false", "this is not one expression"],
    ["true) from (select 1", "this is not one expression"],
    ["a) || (b", "this is not one expression"],
    ["a order by b", "this is not one expression"],
    ["distinct a", "this is not one expression"],
    ["a) filter (where b", "this is not one expression"],
    ["a, b", "this is not one expression"],
    ["a); drop table x; select (1", "this is not one expression"],
    ["(select max(price) from other) > 1", "a subquery"],
    ["exists (from 'secret.parquet')", "a subquery"],
    ["sum(price) > 1", "the aggregate sum()"],
    ["row_number() over () = 1", "the window function row_number()"],
    ["a) over (", "this is not one expression"],
    ["unnest([1]) > 0", "unnest()"],
    ["*", "this is not one expression"],
    ["columns(*) > 0", "a *"],
    ["price > $limit", "a parameter"],
  ])("may not be %s", async (sql, message) => {
    const found = await expressionProblem(scratch.connection, sql);
    expect(found?.code).toBe("check.sql");
    expect(found?.message).toContain(message);
  });
});
