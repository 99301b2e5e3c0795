import { type Lineage, type Plan, pipeline, planDigest, rows } from "@waybill/core";
import { requestRun } from "@waybill/core/stages";
import { memoryBus, memoryLineage } from "@waybill/core/testing";
import { type Envelope, RUN_UNIT, slotId } from "@waybill/events";
import { expect, test } from "vitest";
import * as z from "zod";
import { ManualClock } from "../testing/manual-clock.ts";
import { planned, RUN, settledBadly } from "../testing/run-hops.ts";
import { askForRetry, isRetried } from "./retry.ts";

const planOf = (table: string): Plan =>
  pipeline(
    "orders",
    rows("orders", { row: z.object({ id: z.int() }) }, () => []),
  ).load({ table, mode: "append" }).plan;
const plan = planOf("orders");

function portsOf(lineage: Lineage) {
  const settings = { baseDir: "/", partitionBytes: 1, producer: "test" };
  return { lineage, bus: memoryBus({ subscriptions: [] }), clock: new ManualClock(), settings };
}

/** A run of that plan, with these hops besides its request. */
async function house(...hops: readonly Envelope[]) {
  const ports = portsOf(memoryLineage());
  await requestRun(ports, {
    runId: RUN,
    pipeline: "orders",
    module: "/orders.ts",
    digest: planDigest(plan),
    trigger: { kind: "hand", by: null, origin: null },
    parameters: {},
  });
  for (const hop of hops) await ports.lineage.putHop(hop);
  return ports;
}

const failed = {
  runId: RUN,
  pipeline: "orders",
  generation: 0,
  rank: 6,
  status: "Completed",
  outcome: "failed",
} as const;

async function failedHouse() {
  const ports = await house(planned("orders#0"), settledBadly());
  await ports.lineage.advanceRun(failed);
  return ports;
}

const requestAt = (lineage: Lineage, generation: number) =>
  lineage.getHop(slotId(RUN, { unit: RUN_UNIT, stage: "request", generation }));

test("what failed is asked for again, one generation on", async () => {
  const ports = await failedHouse();
  expect(await isRetried(ports, RUN)).toBe(false);
  expect(await askForRetry(ports, RUN, plan)).toEqual({ generation: 1, resumed: false, changed: false });
  expect(await requestAt(ports.lineage, 1)).not.toBeNull();
  expect(await isRetried(ports, RUN)).toBe(true);
});

test("a pipeline that has changed is said to have", async () => {
  const ports = await failedHouse();
  expect(await askForRetry(ports, RUN, planOf("others"))).toMatchObject({ changed: true });
});

test("a pipeline that has changed too much is refused, and nothing is asked for", async () => {
  const ports = await failedHouse();
  const other = { ...plan, source: { ...plan.source, name: "others" } };
  await expect(askForRetry(ports, RUN, other)).rejects.toMatchObject({
    class: "usage",
    code: "retry.outdated",
  });
  expect(await requestAt(ports.lineage, 1)).toBeNull();
});

test("a retry that was stopped goes on, and is not asked for twice", async () => {
  const ports = await failedHouse();
  await ports.lineage.advanceRun({ ...failed, generation: 1, rank: 0, status: "Planned", outcome: null });
  expect(await askForRetry(ports, RUN, plan)).toEqual({ generation: 1, resumed: true, changed: false });
  expect(await requestAt(ports.lineage, 1)).toBeNull();
  expect(await isRetried(ports, RUN)).toBe(true);
});

test("a run that is not there, and one that has not failed", async () => {
  const empty = portsOf(memoryLineage());
  await expect(askForRetry(empty, RUN, plan)).rejects.toMatchObject({ class: "usage", code: "run.missing" });
  expect(await isRetried(empty, RUN)).toBe(false);
  await expect(askForRetry(await house(), RUN, plan)).rejects.toMatchObject({ code: "run.not-failed" });
});
