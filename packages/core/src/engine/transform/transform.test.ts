import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Flights, KEY, lookups, named, openFlights, source } from "../testing/flights.ts";
import { planOf, sql } from "../testing/plans.ts";
import { check, column, rulesOf } from "../testing/scratch.ts";

let flights: Flights;
beforeAll(async () => {
  flights = await openFlights();
});
afterAll(() => flights.close());

const run: Flights["run"] = (plan, more) => flights.run(plan, more);

const join_ = "select i.*, a.city from input i left join airports a on a.iata = i.origin";

describe("sql steps", () => {
  test("read their input and the lookups; rows that are held back are not there", async () => {
    const { report, rows } = await run(planOf({ source, lookups, steps: [sql(join_, named)] }));
    expect(rows).toEqual([
      { id: 1n, origin: "ATL", delay: 5, key: KEY, city: "Atlanta", _waybill_partition: 7 },
      { id: 2n, origin: "BOS", delay: 70, key: KEY, city: "Boston", _waybill_partition: 7 },
      { id: 3n, origin: "XYZ", delay: null, key: KEY, city: null, _waybill_partition: 7 },
    ]);
    expect(report.rows).toEqual({ in: 3, out: 3, quarantined: 0 });
    expect(report.steps).toEqual([{ step: "sql[0]", in: 3, out: 3, quarantined: 0 }]);
    expect(report.artifact.columns.find(({ name }) => name === "key")?.type).toBe("VARCHAR");
  });

  test("a chain says what went into and came out of each", async () => {
    const steps = [
      sql("select * from input where delay is not null", source),
      sql("select i.*, unnest(['a', 'b']) as city from input i", named),
      sql("select * from input where city = 'a' and id = 1", named),
    ];
    const { report } = await run(planOf({ source, steps }));
    expect(report.steps.map((step) => [step.step, step.in, step.out])).toEqual([
      ["sql[0]", 3, 2],
      ["sql[1]", 2, 4],
      ["sql[2]", 4, 1],
    ]);
    expect(report.rows).toEqual({ in: 3, out: 1, quarantined: 0 });
  });

  test("types arrive as types: a uuid is one inside, and text in the artifact", async () => {
    const columns = [column("type", "text"), column("pair", "json"), column("sum", "int")];
    const { rows } = await run(
      planOf({
        source,
        steps: [
          sql(
            "select typeof(key) as type, {'a': id} as pair, delay::hugeint as sum from input where id = 1",
            columns,
          ),
        ],
      }),
    );
    expect(rows).toEqual([{ type: "UUID", pair: '{"a":1}', sum: 5n, _waybill_partition: 7 }]);
  });

  test("columns come in the declared order and case, whatever the query's", async () => {
    const { rows } = await run(
      planOf({
        source,
        steps: [
          sql("select ORIGIN, id as ID from input where id = 1", [
            column("id", "int"),
            column("origin", "text"),
          ]),
        ],
      }),
    );
    expect(rows.map((row) => Object.keys(row))).toEqual([["id", "origin", "_waybill_partition"]]);
  });

  test("a query may end in a semicolon, a comment, or both", async () => {
    for (const end of [";", " -- all", "; -- all; of it", ";;", "\n/* all */"]) {
      const { report } = await run(planOf({ source, steps: [sql(`select * from input${end}`, source)] }));
      expect(report.rows.out).toBe(3);
    }
  });

  test("parameters are bound, also one name with two values in a chain", async () => {
    const evil = "'; DROP TABLE x; --";
    const columns = [column("id", "int"), column("note", "text")];
    const steps = [
      sql("select id, $note as note from input where delay > $limit", columns, {
        parameters: { note: evil, limit: 4 },
      }),
      sql("select id, note || $note as note from input where id > $limit", columns, {
        parameters: { note: "!", limit: 1 },
      }),
    ];
    const { rows } = await run(planOf({ source, steps }));
    expect(rows).toEqual([{ id: 2n, note: `${evil}!`, _waybill_partition: 7 }]);
  });

  test("a lookup's and a column's name may hold quotes", async () => {
    const name = 'a"b; drop table x';
    const columns = [column(name, "int")];
    const plan = planOf({
      source,
      lookups: { [name]: lookups.airports },
      steps: [
        sql(
          `select id as "a""b; drop table x" from input, "a""b; drop table x" where iata = origin`,
          columns,
        ),
      ],
    });
    const { rows } = await run(plan, { lookups: { [name]: flights.airports } });
    expect(rows.map((row) => row[name])).toEqual([1n, 2n]);
  });
});

describe("a step over the whole run", () => {
  const total = [column("n", "int"), column("late", "int")];
  const plan = planOf({
    source,
    steps: [
      sql("select * from input where delay is not null", source),
      sql("select count(*) as n, sum(delay) as late from input", total, { scope: "run" }),
    ],
  });

  test("is left to the next stretch, which sees all partitions as one input", async () => {
    const first = await run(plan);
    expect(first.report.steps.map(({ step }) => step)).toEqual(["sql[0]"]);
    const second = await run(plan, { segment: 1, inputs: [first.path, first.path], partition: 0 });
    expect(second.rows).toEqual([{ n: 4n, late: 150n, _waybill_partition: 0 }]);
    expect(second.report.rows).toEqual({ in: 4, out: 1, quarantined: 0 });
  });

  test("without partitions it gets no row", async () => {
    const { rows } = await run(plan, { segment: 1, inputs: [] });
    expect(rows).toEqual([{ n: 0n, late: null, _waybill_partition: 7 }]);
  });

  test("a stretch that is no longer there", async () => {
    await expect(run(plan, { segment: 5 })).rejects.toMatchObject({ code: "plan.no-segment" });
  });
});

describe("checks of the result", () => {
  const known = check("origin.references", { rule: "references", lookup: "airports", target: "iata" });
  const late = check("delay.between", { rule: "between", low: null, high: 60 }, "warn");

  test("are computed in the same pass", async () => {
    const { rows } = await run(
      planOf({ source, lookups, steps: [sql(join_, named)], resultRules: rulesOf([known, late]) }),
    );
    expect(rows.map((row) => [row.id, row._waybill_flags, row._waybill_notes])).toEqual([
      [1n, 0n, 0n],
      [2n, 0n, 1n],
      [3n, 1n, 0n],
    ]);
  });

  test("are all there is to do where there is no step", async () => {
    const { rows, report } = await run(
      planOf({ source, lookups, resultRules: rulesOf([known], [{ column: "origin", sql: "'ATL'" }]) }),
    );
    expect(report.steps).toEqual([]);
    expect(rows[2]).toMatchObject({ id: 3n, origin: "ATL", _waybill_flags: 0n, _waybill_corrected: 1n });
  });

  test("are left to the last stretch", async () => {
    const steps = [sql("select * from input", source), sql("select * from input", source, { scope: "run" })];
    const { rows } = await run(planOf({ source, lookups, steps, resultRules: rulesOf([known]) }));
    expect(Object.keys(rows[0] ?? {})).not.toContain("_waybill_flags");
  });
});
