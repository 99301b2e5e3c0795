import { describe, expect, test } from "vitest";
import type { Rules } from "../../quality/check.ts";
import type { Step } from "../../transform/step.ts";
import { planOf, rows, sql } from "../testing/plans.ts";
import { column, check as rule, rulesOf } from "../testing/scratch.ts";
import { check } from "./check.ts";

const source = [column("id", "int"), column("origin", "text"), column("delay", "int32")];
const lookups = { airports: [column("iata", "text"), column("city", "text")] };

const ofSteps = (...steps: Step[]) => check(planOf({ source, lookups, steps }));
const ofRules = (resultRules: Rules) => check(planOf({ source, lookups, resultRules }));
const satisfies = (sql: string) => rule("rows.satisfies", { rule: "satisfies", sql });

describe("a pipeline without problems", () => {
  test("has none, from the source's checks to the result's", async () => {
    const withCity = [...source, column("city", "text")];
    const plan = planOf({
      source,
      lookups,
      sourceRules: rulesOf([rule("id.notNull", { rule: "notNull" }), satisfies("delay < 9999")]),
      steps: [
        sql(
          "select i.*, city from input i left join airports on iata = origin where delay > $limit",
          withCity,
          {
            parameters: { limit: 5 },
          },
        ),
        rows(
          [column("delay", "int32")],
          [column("late", "boolean")],
          [...withCity, column("late", "boolean")],
          () => null,
        ),
        sql("select count(*) as n from input where late", [column("n", "int")], { scope: "run" }),
      ],
      resultRules: rulesOf([
        rule("n.between", { rule: "between", low: 1, high: null }),
        rule("n.unique", { rule: "unique", columns: ["n"], keep: null }),
      ]),
    });
    expect(await check(plan)).toEqual([]);
  });
});

describe("steps", () => {
  test("a syntax error has line, column and a caret", async () => {
    expect(await ofSteps(sql("select id,\n  origin bla bla\nfrom input", source))).toEqual([
      {
        step: 0,
        code: "sql.syntax",
        message: 'syntax error at or near "bla"',
        where: "sql[0], line 2, column 14\n  origin bla bla\n             ^",
        next: "correct the query there",
      },
    ]);
  });

  test("a misspelt column has its place, and what was meant", async () => {
    expect(await ofSteps(sql("select '😀' as x,\n  orgin from input", source))).toMatchObject([
      {
        code: "sql.invalid",
        message: expect.stringMatching(
          /^Referenced column "orgin" not found in FROM clause!: Candidate bindings: .*"origin"/,
        ),
        where: "sql[0], line 2, column 3\n  orgin from input\n  ^",
      },
    ]);
  });

  test("each step is checked, whatever is wrong with the others", async () => {
    const found = await ofSteps(
      sql("select count(*) as id from input", [column("id", "int")]),
      sql("select id from inputs", [column("id", "int")]),
      sql("select id, $x as origin from input", [column("id", "text")]),
    );
    expect(found.map(({ step, code }) => [step, code])).toEqual([
      [0, "sql.needs-run-scope"],
      [1, "sql.unknown-table"],
      [2, "sql.parameter"],
    ]);
  });

  test("the declared columns are compared with the engine's", async () => {
    const found = await ofSteps(
      sql("select id::double as id, origin as code from input", [
        column("id", "int"),
        column("city", "text"),
      ]),
    );
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ["sql.missing-column", "the query does not yield city (VARCHAR): it yields id, code"],
      [
        "sql.extra-column",
        "the query yields code (VARCHAR), which produces does not have: produces has id, city",
      ],
      [
        "sql.column-type",
        "id is DOUBLE, and produces says BIGINT: a value could be lost or fail on the way from one to the other",
      ],
    ]);
  });

  test("a query reads no file, not even to be checked", async () => {
    const found = await ofSteps(sql("select * from read_csv('/etc/passwd')", source));
    expect(found[0]).toMatchObject({ code: "sql.table-function" });
  });

  test("a function that is async", async () => {
    const each = (async () => null) as unknown as () => null;
    expect(await ofSteps(rows(source, [], source, each))).toMatchObject([
      { step: 0, code: "rows.async-function", where: "rows[0]" },
    ]);
  });
});

describe("checks and corrections", () => {
  test.each([
    ["delay >", "syntax error"],
    ["delay + 1", "the expression is INTEGER, a check needs true or false"],
    ["(select max(id) from airports) > 1", "a subquery"],
    ["true), (false", "this is not one expression"],
    ["dealy > 1", 'Referenced column "dealy" not found'],
    ["_waybill_flags = 0", "not found"],
  ])("satisfies %s", async (expression, message) => {
    const found = await ofRules(rulesOf([satisfies(expression)]));
    expect(found).toMatchObject([
      {
        step: -1,
        code: "check.sql",
        where: "check rows.satisfies of the result",
        message: expect.stringContaining(message),
      },
    ]);
  });

  test.each([
    [
      { column: "orign", sql: "'x'" },
      "there is no column orign to correct: the columns are id, origin, delay",
    ],
    [{ column: "delay", sql: "origin" }, "the expression is VARCHAR, and delay is INTEGER"],
    [{ column: "delay", sql: "sum(delay)" }, "the aggregate sum()"],
    [{ column: "delay", sql: "dealy" }, 'Referenced column "dealy" not found'],
  ])("a correction %o", async (correction, message) => {
    const found = await ofRules(rulesOf([], [correction]));
    expect(found.map((one) => one.message)).toEqual([expect.stringContaining(message)]);
    expect(found[0]?.where).toBe(`correction of ${correction.column} of the result`);
  });

  test("a correction that fits is none", async () => {
    expect(await ofRules(rulesOf([], [{ column: "origin", sql: "upper(trim(origin))" }]))).toEqual([]);
  });

  test("a pattern that the engine cannot compile, a bound that is no value, a lookup that is not there", async () => {
    const found = await ofRules(
      rulesOf([
        rule("origin.matches", { rule: "matches", pattern: "(?=x)", flags: "" }),
        rule("delay.between", { rule: "between", low: "soon", high: null }),
        rule("origin.references", { rule: "references", lookup: "planes", target: "id" }),
        rule("origin.references", { rule: "references", lookup: "airports", target: "code" }),
      ]),
    );
    expect(found.map(({ where }) => where)).toEqual([
      "check origin.matches of the result",
      "check delay.between of the result",
      "check origin.references of the result",
      "check origin.references of the result",
    ]);
    expect(found[2]?.code).toBe("check.unknown-lookup");
  });

  test("a unique column that does not reach the end", async () => {
    const plan = planOf({
      source,
      sourceRules: rulesOf([rule("id.unique", { rule: "unique", columns: ["id"], keep: null })]),
      steps: [sql("select origin from input", [column("origin", "text")])],
    });
    expect(await check(plan)).toMatchObject([{ step: 0, code: "check.unknown-column", where: "id.unique" }]);
  });
});
