import { expect, test } from "vitest";
import type { Row } from "../../transform/step.ts";
import { rowsSource, testPlan } from "../plans.ts";
import { bounds, COLUMNS, type EngineUnderTest, flight, latest, plan, rules, unique } from "./fixture.ts";
import { runThrough } from "./run.ts";

export function wholeCases(subject: () => EngineUnderTest): void {
  test("a partition without rows, and a run without partitions", async () => {
    const empty = await runThrough(subject(), plan([[]], { resultRules: rules(bounds, unique) }));
    expect(empty.loaded).toEqual([]);
    expect(empty.extracted[0]?.rows).toMatchObject({ read: 0, extracted: 0 });
    expect(empty.validated[0]).toMatchObject({ rows: { got: 0, passed: 0 }, quarantine: null });
    const none = await runThrough(subject(), plan([], { resultRules: rules(unique) }));
    expect(none.settled).toMatchObject({ quarantined: 0, superseded: 0, exclusions: [null] });
  });

  test("the same request to the same inputs gives the same", async () => {
    const twice = plan([[flight(1, "a", 5), flight(1, "b", 5)], [flight(1, "c", 5)]], {
      resultRules: rules(latest, bounds),
    });
    const [first, second] = [await runThrough(subject(), twice), await runThrough(subject(), twice)];
    expect(second.loaded).toEqual(first.loaded);
    expect(second.settled).toEqual(first.settled);
  });

  test("an artifact that is gone is named", async () => {
    const path = `${subject().folder}/gone.parquet`;
    const request = {
      plan: plan([[]]),
      artifact: path,
      runTime: 0,
      signal: new AbortController().signal,
      out: { quarantine: `${subject().folder}/held.parquet` },
    };
    await expect(subject().engine.validate(request)).rejects.toMatchObject({
      code: "file.missing",
      where: path,
    });
  });

  test("an abort ends the work with the reason that was given", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const source = {
      ...rowsSource(COLUMNS, [[]]),
      read: () => ({ kind: "rows" as const, rows: endless(() => controller.abort(reason)) }),
    };
    await expect(runThrough(subject(), testPlan(source), controller.signal)).rejects.toBe(reason);
  });
}

const endless = (later: () => void) =>
  async function* (): AsyncGenerator<Row> {
    for (let id = 0; ; id++) {
      if (id === 100) later();
      if (id % 50 === 0) await new Promise((resume) => setImmediate(resume));
      yield flight(id, "ATL", 5);
    }
  };
