import { expect, test } from "vitest";
import { rowsSource, testPlan } from "../plans.ts";
import { COLUMNS, type EngineUnderTest, flight, plan } from "./fixture.ts";
import { runThrough } from "./run.ts";

export function sourceCases(subject: () => EngineUnderTest): void {
  test("rows come through as they are, NULL and the empty string apart", async () => {
    const rows = [flight(1, "ATL", 5), flight(2, "", null), flight(null, null, -9_007_199_254_740_991)];
    const { loaded, extracted, transformed } = await runThrough(subject(), plan([rows]));
    expect(loaded).toEqual(rows.map((row) => ({ ...row, _waybill_partition: 0 })));
    expect(extracted[0]?.rows).toEqual({
      read: 3,
      extracted: 3,
      rejected: 0,
      quarantined: 0,
      corrected: 0,
    });
    expect(transformed[0]?.rows).toEqual({ in: 3, out: 3, quarantined: 0 });
  });

  test("each partition's rows carry its number", async () => {
    const { loaded } = await runThrough(subject(), plan([[flight(1, "ATL", 5)], [flight(2, "BOS", 6)]]));
    expect(loaded.map((row) => [row.id, row._waybill_partition])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  test("rows may come one by one, from an async source", async () => {
    async function* slowly() {
      yield flight(1, "ATL", 5);
      await Promise.resolve();
      yield flight(2, "BOS", 6);
    }
    const source = { ...rowsSource(COLUMNS, [[]]), read: () => ({ kind: "rows", rows: slowly }) as const };
    const { loaded } = await runThrough(subject(), testPlan(source));
    expect(loaded.map(({ id }) => id)).toEqual([1, 2]);
  });

  test("a value of another type rejects its row, and no other", async () => {
    const { loaded, extracted, rejects } = await runThrough(
      subject(),
      plan([[flight(1, "ATL", 5), { ...flight(2, "BOS", 6), delay: "late" }, flight(3, "JFK", 7)]]),
    );
    expect(loaded.map(({ id }) => id)).toEqual([1, 3]);
    expect(extracted[0]?.rows).toMatchObject({ read: 3, extracted: 2, rejected: 1 });
    expect(rejects).toMatchObject([{ line: 2, column: "delay", reason: expect.stringContaining("late") }]);
  });

  test("a default stands in for what is missing", async () => {
    const columns = COLUMNS.map((one) => (one.name === "delay" ? { ...one, default: 0 } : one));
    const { id, origin, day } = flight(1, "ATL", 0);
    const source = rowsSource(columns, [[{ id, origin, day }, flight(2, "ATL", null), flight(3, "ATL", 7)]]);
    const { loaded } = await runThrough(subject(), testPlan(source));
    expect(loaded.map(({ delay }) => delay)).toEqual([0, 0, 7]);
  });
}
