import { expect, test } from "vitest";
import {
  completed,
  extracted,
  failed,
  loaded,
  planned,
  sampleRun,
  settled,
  unitPlanned,
} from "../testing/sample-run.ts";
import { StageTally } from "./stage-tally.ts";

const plan = unitPlanned("flights#0", "flights.csv");

function tallyOf(...events: Parameters<StageTally["add"]>[0][]): StageTally {
  const tally = new StageTally();
  for (const event of events) tally.add(event);
  return tally;
}

test("a stage that has done nothing took no time", () => {
  expect(tallyOf()).toMatchObject({ units: 0, rows: 0, ms: 0, failed: false });
});

test("time is from the first beginning to the last end, not the sum of the work", () => {
  const tally = tallyOf(
    extracted("flights#0", plan, { read: 10, at: 1 }),
    extracted("flights#1", plan, { read: 20, rejected: 5, at: 1.2 }),
  );
  expect(tally).toMatchObject({ units: 2, rows: 25, ms: 600 });
});

test("what comes out of a stage are its rows", () => {
  const [, , , , , , , , transformed, , validated] = sampleRun();
  expect(tallyOf(transformed!).rows).toBe(58);
  expect(tallyOf(validated!).rows).toBe(55);
  expect(tallyOf(settled(plan, 95)).rows).toBe(95);
  expect(tallyOf(loaded(plan, 90, { updated: 5 })).rows).toBe(95);
  expect(tallyOf(planned).rows).toBe(0);
});

test("what an earlier try has done counts as done, and is no work of this one", () => {
  const tally = new StageTally();
  tally.add(extracted("flights#0", plan, { read: 10, at: 1 }), true);
  expect(tally).toMatchObject({ units: 1, rows: 0, ms: 0 });
  tally.add(extracted("flights#1", plan, { read: 20, at: 100 }));
  expect(tally).toMatchObject({ units: 2, rows: 20, ms: 400 });
});

test("a unit that failed, or a run that failed at the barrier, makes the stage fail", () => {
  const totals = { read: 1, rejected: 0, quarantined: 0, loaded: 0 };
  expect(tallyOf(failed("flights#0", plan)).failed).toBe(true);
  expect(tallyOf(completed(plan, totals, { failed: true })).failed).toBe(true);
  expect(tallyOf(completed(plan, totals)).failed).toBe(false);
});
