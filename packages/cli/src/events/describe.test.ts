import { expect, test } from "vitest";
import {
  completed,
  failed,
  loaded,
  planned,
  requested,
  sampleRun,
  unitPlanned,
} from "../testing/sample-run.ts";
import { describe } from "./describe.ts";

test("each event of a run says what happened", () => {
  expect(sampleRun().map((event) => `${event.metadata.type}: ${describe(event)}`)).toEqual([
    "Requested: asked for (hand) by ann",
    "Planned: 3 units of work",
    "Planned: airports.csv",
    "Planned: flights.csv bytes 0-500",
    "Planned: flights.csv bytes 500-1000",
    "Extracted: 7 → 7 rows",
    "Extracted: 60 → 58 rows, 2 rejected",
    "Extracted: 40 → 40 rows",
    "Transformed: 58 → 58 rows",
    "Transformed: 40 → 40 rows",
    "Validated: 58 → 55 rows passed, 3 quarantined",
    "Validated: 40 → 40 rows passed",
    "Validated: 95 → 95 rows to load",
    "Loaded: flights (merge): 90 inserted, 5 updated",
    "Completed: completed: 95 rows loaded of 100 read",
  ]);
});

test("what fails says why", () => {
  const event = failed("flights#0", unitPlanned("flights#0", "flights.csv"));
  expect(describe(event)).toBe(
    "quality.too-many-quarantined: 12 of 100 rows are quarantined, 1 is tolerated",
  );
  const end = completed(planned, { read: 100, rejected: 0, quarantined: 12, loaded: 0 }, { failed: true });
  expect(describe(end)).toBe(
    "failed: quality.too-many-quarantined: 12 of 100 rows are quarantined, 1 is tolerated",
  );
});

test("numbers that are nothing are left out", () => {
  expect(describe(loaded(requested, 0))).toBe("flights (merge): 0 inserted");
});
