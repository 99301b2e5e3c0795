import { isEvent, Loaded } from "@waybill/events";
import { expect, test } from "vitest";
import { heldBack } from "../quarantine/artifacts.ts";
import { completed, planned, RUN, sampleRun } from "../testing/sample-run.ts";
import { problemOfRun, runResult } from "./result.ts";
import type { RunOutcome } from "./run-pipeline.ts";

const events = sampleRun();
const loaded = events.find((event) => isEvent(Loaded, event));

const outcome: RunOutcome = {
  runId: RUN,
  resumed: false,
  completed: completed(planned, { read: 100, rejected: 2, quarantined: 3, loaded: 95 }),
  loaded: loaded && isEvent(Loaded, loaded) ? loaded : null,
  heldBack: heldBack(events).map((item) => ({ ...item, path: `/state/${item.kind}.parquet` })),
  deadLetters: 0,
};

test("the one object of a run that went well", () => {
  expect(problemOfRun(outcome, "flights")).toBeNull();
  expect(runResult(outcome, "flights", 2, null)).toEqual({
    run: RUN,
    pipeline: "flights",
    status: "completed",
    partitions: 2,
    rows: {
      read: 100,
      rejected: 2,
      extracted: 98,
      transformed: 98,
      quarantined: 3,
      corrected: 0,
      superseded: 0,
      loaded: 95,
    },
    stages: { extract: { ms: 800, rows: 98, bytes: 2000 } },
    warehouse: {
      name: "duckdb:.waybill/warehouse.duckdb",
      table: "flights",
      mode: "merge",
      rows: { got: 95, inserted: 90, updated: 5, unchanged: 0, superseded: 0, discarded: 0 },
      drift: [{ column: "city", change: "added as VARCHAR" }],
    },
    quarantine: [{ stage: "validate", unit: "flights#0", rows: 3, path: "/state/quarantine.parquet" }],
    rejects: [{ stage: "extract", unit: "flights#0", rows: 2, path: "/state/rejects.parquet" }],
    checks: [],
    ms: 6000,
    resumed: false,
    deadLetters: 0,
  });
});

test("a run that failed has its reason as the error", () => {
  const end = completed(planned, { read: 100, rejected: 0, quarantined: 12, loaded: 0 }, { failed: true });
  const failed = { ...outcome, completed: end, loaded: null };
  const problem = problemOfRun(failed, "flights");
  expect(problem).toMatchObject({ class: "data-quality", code: "quality.too-many-quarantined" });
  expect(runResult(failed, "flights", 2, problem)).toMatchObject({
    status: "failed",
    warehouse: null,
    error: problem,
  });
});

test("a run that was stopped says how to go on", () => {
  const stopped = { ...outcome, completed: null };
  const problem = problemOfRun(stopped, "waybill run ./flights.ts");
  expect(problem).toMatchObject({ code: "run.interrupted", next: "go on with it: waybill run ./flights.ts" });
  expect(runResult(stopped, "flights", 2, problem)).toMatchObject({
    status: "stopped",
    rows: null,
    stages: {},
  });
});
