import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Flights, KEY, openFlights, source } from "../testing/flights.ts";
import { planOf, rows, sql } from "../testing/plans.ts";
import { column } from "../testing/scratch.ts";

let flights: Flights;
beforeAll(async () => {
  flights = await openFlights();
});
afterAll(() => flights.close());

const run: Flights["run"] = (plan, more) => flights.run(plan, more);

describe("rows steps", () => {
  const late = column("late", "boolean");
  const withLate = [...source, late];
  const delay = source.filter(({ name }) => name === "delay");

  test("a row becomes none, one or many", async () => {
    const step = rows(delay, [late], withLate, ({ delay }) =>
      delay === null ? null : delay === 5 ? { late: false } : [{ late: true }, { late: true }],
    );
    const { rows: out, report } = await run(planOf({ source, steps: [step] }));
    expect(out.map((row) => [row.id, row.late, row.key])).toEqual([
      [1n, false, KEY],
      [2n, true, KEY],
      [2n, true, KEY],
    ]);
    expect(report.steps).toEqual([{ step: "rows[0]", in: 3, out: 3, quarantined: 0 }]);
    expect(report.quarantine).toBeNull();
  });

  test("an exception holds its row back with the reason, between two sql steps", async () => {
    const step = rows(delay, [late], withLate, ({ delay }) => {
      if (delay === null) throw new RangeError("no delay");
      return { late: Number(delay) > 15 };
    });
    const steps = [sql("select * from input", source), step, sql("select * from input where late", withLate)];
    const { rows: out, report, held } = await run(planOf({ source, steps }));
    expect(out.map((row) => row.id)).toEqual([2n]);
    expect(report.rows).toEqual({ in: 3, out: 1, quarantined: 1 });
    expect(report.steps).toEqual([
      { step: "sql[0]", in: 3, out: 3, quarantined: 0 },
      { step: "rows[1]", in: 3, out: 2, quarantined: 1 },
      { step: "sql[2]", in: 2, out: 1, quarantined: 0 },
    ]);
    expect(held).toMatchObject([{ id: 3n, origin: "XYZ", key: KEY, late: null, _waybill_partition: 7 }]);
    expect(JSON.parse(String(held?.[0]?._waybill_reasons))).toEqual([
      { check: "rows[1]", rule: "exception", column: null, value: null, message: "RangeError: no delay" },
    ]);
  });

  test("exceptions of two steps lie in one quarantine", async () => {
    const fail = (id: number) =>
      rows(source, [], source, (row) => {
        if (Number(row.id) === id) throw new Error(`not ${id}`);
        return {};
      });
    const { report, held } = await run(planOf({ source, steps: [fail(1), fail(2)] }));
    expect(report.rows).toEqual({ in: 3, out: 1, quarantined: 2 });
    expect(held?.map((row) => row.id)).toEqual([1n, 2n]);
  });
});
