import { files, pipeline, planDigest, type RunItem } from "@waybill/core";
import {
  Completed,
  type Envelope,
  Failed,
  Planned,
  RUN_UNIT,
  type RunEvent,
  type Stage,
} from "@waybill/events";
import { expect, test } from "vitest";
import * as z from "zod";
import { problemOf } from "../command-line/problem.ts";
import { completed, failed, planned, RUN, sampleRun } from "../testing/sample-run.ts";
import type { Origin } from "./locate.ts";
import { refuseRetry } from "./refuse.ts";

const { plan } = pipeline("flights", files("flights.csv", { row: z.object({ id: z.int() }) })).load({
  table: "flights",
  mode: "append",
});
const ANEW = "waybill run ./flights.ts";
const origin: Origin = {
  located: { pipeline: { plan, module: "/flights.ts", export: "default" }, baseDir: "/" },
  digest: planDigest(plan),
  anew: ANEW,
};
const run = (more: Partial<RunItem> = {}): RunItem => ({
  runId: RUN,
  pipeline: "flights",
  outcome: "failed",
  planned: 1,
  generation: 0,
  rank: 6,
  status: "Completed",
  ...more,
});

const TOTALS = { read: 1, rejected: 0, quarantined: 0, loaded: 0 };
const [requested] = sampleRun() as [RunEvent];

/** The run as a whole fails at a stage. */
function runFailed(stage: Stage): Envelope {
  const { metadata, data } = failed("flights#0", planned);
  return { metadata: { ...metadata, slot: { unit: RUN_UNIT, stage, generation: 0 } }, data };
}
/** Settle decides against the run, for its rows or for what a unit came to. */
function settledBadly(errorClass: "data-quality" | "permanent"): RunEvent {
  const end = completed(planned, TOTALS, { failed: true });
  const reason = end.data.reason && { ...end.data.reason, class: errorClass };
  return { ...end, data: { ...end.data, reason } };
}

const told = (item: RunItem, hops: readonly Envelope[], from: Origin = origin) => {
  try {
    refuseRetry(item, hops, from);
    return null;
  } catch (error) {
    return problemOf(error);
  }
};

test("the hops of these tests are what they say", () => {
  expect(
    [planned, runFailed("plan"), settledBadly("permanent")].map(({ metadata }) => metadata.type),
  ).toEqual([Planned.type, Failed.type, Completed.type]);
});

test("a run that is open goes on by the command that began it", () => {
  expect(told(run({ outcome: null, status: "Planned" }), [requested])).toMatchObject({
    class: "usage",
    code: "run.open",
    next: `go on with it: ${ANEW}`,
  });
});

test("a run that completed has nothing to retry", () => {
  expect(told(run({ outcome: "completed" }), sampleRun())).toMatchObject({
    class: "usage",
    code: "run.not-failed",
    why: "it completed",
    next: `see what it did: waybill lineage ${RUN}`,
  });
});

test.each([
  ["plan", [runFailed("plan")], /^it could not be planned, .* 12 of 100 rows/],
  ["load", [planned, runFailed("load")], /^its partitions are done, and its load failed: 12 of 100 rows/],
] as const)("a run that failed at its %s is run anew", (_, hops, why) => {
  expect(told(run(), hops)).toMatchObject({
    code: "run.not-failed",
    why: expect.stringMatching(why),
    next: `mend that, and run it anew: ${ANEW}`,
  });
});

test("rows that are the same are judged the same, so the source or the pipeline has to change first", () => {
  const hops = [planned, settledBadly("data-quality")];
  const refused = told(run(), hops);
  expect(refused).toMatchObject({
    code: "run.not-failed",
    why: expect.stringContaining("settle decided against it"),
  });
  expect(refused?.next).toContain(ANEW);
  expect(refused?.next).toContain(`waybill retry ${RUN}`);
  expect(told(run(), hops, { ...origin, digest: "sha256:before" })).toBeNull();
});

test("what may come out otherwise is let through", () => {
  const unit = failed("flights#0", planned);
  expect(told(run(), [planned, unit, settledBadly("permanent")])).toBeNull();
  expect(told(run(), [planned, unit, settledBadly("data-quality")])).toBeNull();
  expect(told(run(), [planned, settledBadly("permanent")])).toBeNull();
  expect(told(run({ outcome: null, generation: 1 }), [planned])).toBeNull();
  // The plan of a retry, which had been planned well at first.
  expect(told(run({ generation: 1 }), [runFailed("plan")])).toBeNull();
});

test("a pipeline that has changed too much is refused, and is run anew as it was", () => {
  const lookups = [{ ...plan.source, name: "airports" }];
  const other = {
    ...origin,
    located: { ...origin.located, pipeline: { ...origin.located.pipeline, plan: { ...plan, lookups } } },
  };
  expect(told(run(), [planned, failed("flights#0", planned)], other)).toMatchObject({
    code: "retry.outdated",
    next: `run it anew: ${ANEW}`,
  });
});
