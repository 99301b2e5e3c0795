import { expect, test } from "vitest";
import type { DatasetItem, Lineage } from "../../ports/lineage.ts";
import { LATER_RUN, RUN } from "../test-event.ts";

const DATASET: DatasetItem = {
  urn: "file:flights.csv",
  schemaVersion: "v1",
  columns: [{ name: "id", type: "INTEGER", nullable: false }],
  firstRun: RUN,
  lastRun: RUN,
};

export function catalogueTests(lineage: () => Lineage): void {
  test("a cursor is what was put last, by pipeline and source", async () => {
    const cursor = { pipeline: "orders", source: "db", value: "2026-11-24", runId: RUN };
    expect(await lineage().getCursor("orders", "db")).toBeNull();
    await lineage().putCursor(cursor);
    await lineage().putCursor({ ...cursor, source: "api", value: "7" });
    await lineage().putCursor({ ...cursor, value: "2026-11-25", runId: LATER_RUN });
    expect(await lineage().getCursor("orders", "db")).toEqual({
      ...cursor,
      value: "2026-11-25",
      runId: LATER_RUN,
    });
    expect(await lineage().getCursor("flights", "db")).toBeNull();
  });

  test("a dataset keeps its first run and moves its last", async () => {
    await lineage().putDataset(DATASET);
    await lineage().putDataset({ ...DATASET, firstRun: LATER_RUN, lastRun: LATER_RUN });
    expect(await lineage().datasets()).toEqual([{ ...DATASET, lastRun: LATER_RUN }]);
  });

  test("late word of an older run does not move the last one back", async () => {
    await lineage().putDataset({ ...DATASET, lastRun: LATER_RUN });
    await lineage().putDataset(DATASET);
    expect(await lineage().datasets()).toEqual([{ ...DATASET, lastRun: LATER_RUN }]);
  });

  test("each schema of a dataset is an entry, in order", async () => {
    const second = { ...DATASET, schemaVersion: "v2", columns: [] };
    const other = { ...DATASET, urn: "file:airports.csv" };
    for (const dataset of [second, DATASET, other]) await lineage().putDataset(dataset);
    expect(await lineage().datasets()).toEqual([other, DATASET, second]);
  });
}
