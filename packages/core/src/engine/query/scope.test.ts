import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openScratch, type Scratch } from "../testing/scratch.ts";
import { aggregateNames } from "./functions.ts";
import { scopeProblems } from "./scope.ts";
import { parseSelect } from "./tree.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

async function problems(sql: string, scope: "partition" | "run" = "partition") {
  const parsed = await parseSelect(scratch.connection, sql);
  if (!parsed.tree) return [parsed.problem];
  const aggregates = await aggregateNames(scratch.connection);
  return scopeProblems(parsed.tree, { lookups: ["airports", "carriers"], scope, aggregates });
}

describe("a step for each partition", () => {
  test.each([
    "select i.*, a.city from input i left join airports a on a.iata = i.origin",
    "select * from INPUT where delay > 5",
    "from input",
    "select * from input, airports",
    "select * from airports right join input on iata = origin",
    "select *, (select max(elevation) from airports) as highest from input",
    "select *, (select count(*) from airports a where a.iata = input.origin) as n from input",
    "select * from input where origin in (select iata from airports order by 1 limit 5)",
    "with big as (select iata, count(*) n from airports group by all) select * from input join big on iata = origin",
    "with late as (select * from input where delay > 15) select * from late",
    "select * from (select * from input) as t, unnest([1, 2]) as u(x)",
    "select id, unnest(parts) as part from input",
    "select list_sum([x + 1 for x in parts]) as s from input",
    "select * from input unpivot (value for name in (a, b))",
    "select * from input i asof join airports a on i.at >= a.opened",
    "select * from input semi join airports on iata = origin",
    "select *, coalesce(origin, $other) from input",
    "with input as (select 1 as one) select i.one from input as i, airports limit 1",
  ])("may %s", async (sql) => {
    const found = await problems(sql);
    // The last one hides the real input, so nothing of it is left.
    expect(found.filter(({ message }) => !message.includes("reads no row of input"))).toEqual([]);
  });

  test.each([
    ["select count(*) from input", "the aggregate count_star() over input"],
    ["select origin, avg(delay) from input group by origin", "the aggregate avg() over input"],
    ["select origin from input group by origin", "GROUP BY over input"],
    ["select origin from input group by all", "GROUP BY over input"],
    [
      "select *, row_number() over (order by delay) from input",
      "the window function row_number() over input",
    ],
    [
      "select * from input qualify sum(delay) over (partition by origin) > 3",
      "the window function sum() over input",
    ],
    ["select distinct origin from input", "DISTINCT"],
    ["select * from input order by delay", "ORDER BY"],
    ["select * from input limit 5", "LIMIT"],
    ["select * from input limit 5%", "LIMIT"],
    ["select * from input using sample 10%", "a sample of input"],
    ["select * from input tablesample 10%", "a sample of input"],
    ["select * from input union all select * from airports", "UNION over input"],
    ["select * from input except select * from airports", "EXCEPT over input"],
    ["select * from (select max(delay) from input)", "the aggregate max() over input"],
    [
      "with m as (select max(delay) m from input) select i.* from input i, airports",
      "the aggregate max() over input",
    ],
    ["select (select max(input.delay)) from input", "the aggregate max() over input"],
    ["select * from input where delay > (select avg(delay) from input)", "a subquery that reads input"],
    [
      "select * from airports where exists (select 1 from input where iata = origin)",
      "a subquery that reads input",
    ],
    ["select a.id from input a join input b using (id)", "a join of input with itself"],
    ["select * from airports left join input on iata = origin", "a LEFT join that keeps a lookup's rows"],
    ["select * from input full join airports on iata = origin", "a FULL join that keeps a lookup's rows"],
    ["select * from airports anti join input on iata = origin", "a ANTI join that keeps a lookup's rows"],
    ["select * from input positional join airports", "a join by position"],
    ["select * from input pivot (sum(delay) for origin in ('ATL'))", "PIVOT over input"],
    ["select * from airports", "a query that reads no row of input"],
    [
      "with recursive r as (select id from input union all select id from r) select * from r",
      "a recursive query over input",
    ],
  ])("may not %s", async (sql, what) => {
    const found = await problems(sql);
    expect(found.map(({ message }) => message)).toContain(`${what} would be right for one partition only`);
    expect(found[0]).toMatchObject({
      code: "sql.needs-run-scope",
      next: expect.stringContaining('scope: "run"'),
    });
    expect((await problems(sql, "run")).map(({ code }) => code)).toEqual([]);
  });

  test("the message has the place", async () => {
    const [found] = await problems("select origin,\n  sum(delay)\nfrom input group by 1");
    expect(found?.where).toBe("line 2, column 3\n  sum(delay)\n  ^");
  });
});

describe("what a step sees", () => {
  test.each([
    "select * from flights",
    "select * from 'secret.parquet'",
    "select * from '../../etc/passwd'",
    "select * from information_schema.tables, input",
    "select * from main.input",
    "select * from duckdb_settings, input",
    "select *, (select count(*) from other) from input",
    "with a as (select * from b) select * from input, a",
  ])("no other table: %s", async (sql) => {
    for (const scope of ["partition", "run"] as const) {
      expect(await problems(sql, scope)).toContainEqual(
        expect.objectContaining({
          code: "sql.unknown-table",
          next: "read from input, airports, carriers, or add a source to the step's lookups",
        }),
      );
    }
  });

  test.each([
    "read_csv",
    "read_parquet",
    "glob",
    "read_text",
    "query",
    "query_table",
    "duckdb_secrets",
    "sniff_csv",
  ])("nothing through %s()", async (name) => {
    const [found] = await problems(`select * from input, ${name}('x')`, "run");
    expect(found).toMatchObject({ code: "sql.table-function", message: `a step cannot read from ${name}()` });
  });

  test("names that a query gives itself", async () => {
    expect(await problems("with t as (select * from input) select * from T", "run")).toEqual([]);
  });

  test.each(["from (describe input)", "summarize input", "show tables"])("%s is no step", async (sql) => {
    expect((await problems(sql, "run"))[0]?.code).toBe("sql.unsupported");
  });
});

describe("what is not one SELECT", () => {
  test.each([
    ["insert into input values (1)", "sql.not-select"],
    ["drop table input", "sql.not-select"],
    ["attach 'x.db'", "sql.not-select"],
    ["install httpfs", "sql.not-select"],
    ["set memory_limit = '1TB'", "sql.not-select"],
    ["copy (select 1) to 'x.csv'", "sql.not-select"],
    ["select 1; select 2", "sql.syntax"],
    ["select 1) union (select 2", "sql.syntax"],
    ["", "sql.syntax"],
    ["-- nothing", "sql.syntax"],
  ])("%s", async (sql, code) => {
    expect(await problems(sql)).toEqual([expect.objectContaining({ code })]);
  });

  test("a syntax error has its place, after characters of more bytes too", async () => {
    const [found] = await problems("select '😀é',\n  '😀' bla bla\nfrom input");
    expect(found).toMatchObject({
      code: "sql.syntax",
      message: 'syntax error at or near "bla"',
      where: "line 2, column 11\n  '😀' bla bla\n          ^",
    });
  });
});
