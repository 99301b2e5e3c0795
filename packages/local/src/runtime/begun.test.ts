import type { Lineage } from "@waybill/core";
import { requestRun } from "@waybill/core/stages";
import { memoryBus, memoryLineage } from "@waybill/core/testing";
import { newRunId } from "@waybill/events";
import { expect, test } from "vitest";
import { ManualClock } from "../testing/manual-clock.ts";
import { findBegun, requestOf, type Wanted } from "./begun.ts";

const NOW = "sha256:now";
const BEFORE = "sha256:before";
const wanted: Wanted = { pipeline: "orders", digest: NOW, parameters: {}, asked: [] };

interface Asked {
  readonly pipeline?: string;
  readonly digest?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly over?: boolean;
}

/** A run that was asked for, and maybe is over. */
async function run(
  lineage: Lineage,
  { pipeline = "orders", digest = NOW, parameters = {}, over = false }: Asked = {},
) {
  const clock = new ManualClock();
  const runId = newRunId(clock.now());
  const ports = {
    lineage,
    bus: memoryBus({ subscriptions: [] }),
    clock,
    settings: { baseDir: "/", partitionBytes: 1, producer: "test" },
  };
  const trigger = { kind: "hand", by: null, origin: null } as const;
  await requestRun(ports, { runId, pipeline, module: "/orders.ts", digest, trigger, parameters });
  if (over) {
    await lineage.advanceRun({
      runId,
      pipeline,
      generation: 0,
      rank: 6,
      status: "Completed",
      outcome: "completed",
    });
  }
  return runId;
}

test("where nothing was asked for there is nothing to go on with", async () => {
  const lineage = memoryLineage();
  await run(lineage, { pipeline: "visits" });
  await run(lineage, { over: true });
  expect(await findBegun(lineage, wanted)).toEqual({ runId: null, outdated: [] });
});

test("the open run goes on", async () => {
  const lineage = memoryLineage();
  const open = await run(lineage);
  expect(await findBegun(lineage, wanted)).toEqual({ runId: open, outdated: [] });
});

test("a run that is over goes on as long as nobody was told", async () => {
  const lineage = memoryLineage();
  const over = await run(lineage, { over: true });
  const open = await run(lineage);
  expect(await findBegun(lineage, { ...wanted, asked: [over] })).toEqual({ runId: over, outdated: [] });
  expect(await findBegun(lineage, wanted)).toEqual({ runId: open, outdated: [] });
});

test("what was asked for with other parameters is another run, and stays open", async () => {
  const lineage = memoryLineage();
  const may = await run(lineage, { parameters: { month: "may" } });
  const parameters = { month: "june" };
  expect(await findBegun(lineage, { ...wanted, parameters, asked: [may] })).toEqual({
    runId: null,
    outdated: [],
  });
  expect(await findBegun(lineage, { ...wanted, parameters: { month: "may" } })).toMatchObject({ runId: may });
});

test("a run of another version is outdated, whether it is open or was over before anybody was told", async () => {
  const lineage = memoryLineage();
  const older = await run(lineage, { digest: BEFORE });
  const over = await run(lineage, { digest: BEFORE, over: true });
  expect(await findBegun(lineage, { ...wanted, asked: [over] })).toEqual({
    runId: null,
    outdated: [over, older],
  });
  expect(await findBegun(lineage, wanted)).toEqual({ runId: null, outdated: [older] });
});

test("a note of a run that never began, or is another pipeline's, is no run", async () => {
  const lineage = memoryLineage();
  const visits = await run(lineage, { pipeline: "visits" });
  const never = newRunId(0);
  expect(await findBegun(lineage, { ...wanted, asked: [visits] })).toEqual({ runId: null, outdated: [] });
  expect(await findBegun(lineage, { ...wanted, asked: [never] })).toEqual({ runId: null, outdated: [] });
  expect(await requestOf(lineage, never)).toBeNull();
  expect((await requestOf(lineage, visits))?.data.definition).toEqual({ module: "/orders.ts", digest: NOW });
});
