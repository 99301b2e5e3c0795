import { expect, test } from "vitest";
import { column, type EngineUnderTest, each, flight, plan } from "./fixture.ts";
import { runThrough } from "./run.ts";

export function stepCases(subject: () => EngineUnderTest): void {
  test("a row function makes none, one or many of a row; the other columns pass by", async () => {
    const step = each(["delay"], [column("part", "int")], ({ delay }) =>
      delay === null ? null : delay === 0 ? [] : delay === 1 ? { part: 1 } : [{ part: 1 }, { part: 2 }],
    );
    const { loaded, transformed } = await runThrough(
      subject(),
      plan([[flight(1, "ATL", null), flight(2, "BOS", 0), flight(3, "JFK", 1), flight(4, "LAX", 2)]], {
        steps: [step],
      }),
    );
    expect(loaded.map(({ id, origin, part }) => [id, origin, part])).toEqual([
      [3, "JFK", 1],
      [4, "LAX", 1],
      [4, "LAX", 2],
    ]);
    expect(transformed[0]?.rows).toEqual({ in: 4, out: 3, quarantined: 0 });
    expect(transformed[0]?.steps).toEqual([{ step: "rows[0]", in: 4, out: 3, quarantined: 0 }]);
  });

  test("a column that a function adds takes an older one's place", async () => {
    const step = each(["delay"], [column("delay", "text")], ({ delay }) => ({ delay: `${delay} min` }));
    const { loaded } = await runThrough(subject(), plan([[flight(1, "ATL", 5)]], { steps: [step] }));
    expect(loaded).toMatchObject([{ id: 1, delay: "5 min" }]);
  });

  test("an exception holds its row back, and the steps after it never see it", async () => {
    const wild = each(["delay"], [column("late", "boolean")], ({ delay }) => {
      if (delay === null) throw new RangeError("no delay");
      return { late: Number(delay) > 15 };
    });
    const calm = {
      ...each(["id"], [column("even", "boolean")], ({ id }) => ({ even: Number(id) % 2 === 0 })),
    };
    const steps = [wild, { ...calm, columns: [...wild.columns, column("even", "boolean")] }];
    const { loaded, transformed, held } = await runThrough(
      subject(),
      plan([[flight(1, "ATL", 20), flight(2, "BOS", null)]], { steps }),
    );
    expect(loaded).toMatchObject([{ id: 1, late: true, even: false }]);
    expect(transformed[0]?.rows).toEqual({ in: 2, out: 1, quarantined: 1 });
    expect(transformed[0]?.steps.map(({ in: rows, out, quarantined }) => [rows, out, quarantined])).toEqual([
      [2, 1, 1],
      [1, 1, 0],
    ]);
    expect(held).toMatchObject([{ row: { id: 2, origin: "BOS", late: null, _waybill_partition: 0 } }]);
    expect(held[0]?.reasons).toEqual([
      { check: "rows[0]", rule: "exception", column: null, value: null, message: "RangeError: no delay" },
    ]);
  });
}
