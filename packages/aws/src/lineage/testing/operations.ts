import type { Lineage } from "@waybill/core";
import { LATER_RUN, RUN, runAt, testEvent, unitAt } from "@waybill/core/testing";

/** A call of the port, on what `begun` has written. */
export interface Operation {
  readonly name: keyof Lineage;
  readonly call: (lineage: Lineage) => Promise<unknown>;
}

const HOP = testEvent({ data: { artifact: { uri: "local:first" } } });
const NEXT_HOP = testEvent({
  slot: { stage: "transform" },
  second: 1,
  data: { inputs: [{ uri: "local:first" }], artifact: { uri: "local:second" } },
});
const CURSOR = { pipeline: "flights", source: "files", value: "2026-11-24", runId: RUN };
const DATASET = { urn: "file:a.csv", schemaVersion: "v1", columns: [], firstRun: RUN, lastRun: RUN };

/** Something of each kind. */
export async function begun(lineage: Lineage): Promise<void> {
  await lineage.putHop(HOP);
  await lineage.advanceUnit(unitAt("Planned"));
  await lineage.advanceUnit(unitAt("Planned", { unit: "flights#1" }));
  await lineage.advanceRun(runAt("Requested"));
  await lineage.setPlanned(RUN, 1);
  await lineage.putCursor(CURSOR);
  await lineage.putDataset(DATASET);
}

/** Every method that writes. Each changes what is there. */
export const WRITES: readonly Operation[] = [
  { name: "putHop", call: (lineage) => lineage.putHop(NEXT_HOP) },
  { name: "advanceUnit", call: (lineage) => lineage.advanceUnit(unitAt("Validated")) },
  { name: "advanceRun", call: (lineage) => lineage.advanceRun(runAt("Completed", { outcome: "failed" })) },
  { name: "setPlanned", call: (lineage) => lineage.setPlanned(RUN, 2) },
  { name: "putCursor", call: (lineage) => lineage.putCursor({ ...CURSOR, value: "2026-11-25" }) },
  { name: "putDataset", call: (lineage) => lineage.putDataset({ ...DATASET, lastRun: LATER_RUN }) },
];

/** Every method that reads. Each finds something. */
export const READS: readonly Operation[] = [
  { name: "getHop", call: (lineage) => lineage.getHop(HOP.metadata.id) },
  { name: "hops", call: (lineage) => lineage.hops(RUN) },
  { name: "runsOf", call: (lineage) => lineage.runsOf("local:first") },
  { name: "getUnit", call: (lineage) => lineage.getUnit(RUN, "flights#0") },
  { name: "units", call: (lineage) => lineage.units(RUN, null) },
  { name: "openUnits", call: (lineage) => lineage.openUnits(RUN, 1) },
  { name: "getRun", call: (lineage) => lineage.getRun(RUN) },
  { name: "runs", call: (lineage) => lineage.runs({ limit: 5 }, null) },
  { name: "getCursor", call: (lineage) => lineage.getCursor("flights", "files") },
  { name: "datasets", call: (lineage) => lineage.datasets() },
];

/** All that the port tells of what the operations wrote. */
export const told = async (lineage: Lineage) => ({
  hops: await lineage.hops(RUN),
  nextHop: await lineage.getHop(NEXT_HOP.metadata.id),
  runsOf: await Promise.all(["local:first", "local:second"].map((urn) => lineage.runsOf(urn))),
  units: await lineage.units(RUN, null),
  open: await lineage.openUnits(RUN, 5),
  run: await lineage.getRun(RUN),
  runs: await Promise.all(
    ([{}, { pipeline: "flights" }, { outcome: "open" }, { outcome: "failed" }] as const).map((filter) =>
      lineage.runs({ ...filter, limit: 5 }, null),
    ),
  ),
  cursor: await lineage.getCursor("flights", "files"),
  datasets: await lineage.datasets(),
});
