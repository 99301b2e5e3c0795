import { expect, test } from "vitest";
import type { Lineage, RunFilter } from "../../ports/lineage.ts";
import { LATER_RUN, RUN } from "../test-event.ts";
import { runAt } from "./items.ts";

export function runTests(lineage: () => Lineage): void {
  const ids = async (filter: Partial<RunFilter>) =>
    (await lineage().runs({ limit: 10, ...filter }, null)).items.map(({ runId }) => runId);

  test("a run is read as it was written, without a planned count", async () => {
    await lineage().advanceRun(runAt("Requested"));
    expect(await lineage().getRun(RUN)).toEqual({ ...runAt("Requested"), planned: null });
    expect(await lineage().getRun(LATER_RUN)).toBeNull();
  });

  test("(generation, rank) only grows", async () => {
    await lineage().advanceRun(runAt("Completed", { outcome: "failed" }));
    await lineage().advanceRun(runAt("Validated"));
    expect(await lineage().getRun(RUN)).toMatchObject({ status: "Completed", outcome: "failed" });
    await lineage().advanceRun(runAt("Planned", { generation: 1 }));
    await lineage().advanceRun(runAt("Completed", { generation: 0, outcome: "completed" }));
    expect(await lineage().getRun(RUN)).toMatchObject({ status: "Planned", generation: 1, outcome: null });
  });

  test("the planned count is kept when the run moves on, and zero is a count", async () => {
    await lineage().advanceRun(runAt("Requested"));
    await lineage().setPlanned(RUN, 0);
    await lineage().advanceRun(runAt("Validated"));
    expect(await lineage().getRun(RUN)).toEqual({ ...runAt("Validated"), planned: 0 });
  });

  test("a planned count that came first is there when the run comes", async () => {
    await lineage().setPlanned(RUN, 4);
    expect(await lineage().getRun(RUN)).toBeNull();
    expect(await ids({})).toEqual([]);
    await lineage().advanceRun(runAt("Requested"));
    expect(await lineage().getRun(RUN)).toEqual({ ...runAt("Requested"), planned: 4 });
  });

  test("runs come newest first, by pipeline and by outcome", async () => {
    const failed = "01JF0000000000000000000000";
    await lineage().advanceRun(runAt("Completed", { outcome: "completed" }));
    await lineage().advanceRun(runAt("Completed", { outcome: "failed", runId: failed }));
    await lineage().advanceRun(runAt("Planned", { runId: LATER_RUN, pipeline: "orders" }));
    expect(await ids({})).toEqual([failed, LATER_RUN, RUN]);
    expect(await ids({ pipeline: "flights" })).toEqual([failed, RUN]);
    expect(await ids({ outcome: "completed" })).toEqual([RUN]);
    expect(await ids({ outcome: "failed" })).toEqual([failed]);
    expect(await ids({ outcome: "open" })).toEqual([LATER_RUN]);
    expect(await ids({ outcome: "open", pipeline: "flights" })).toEqual([]);
  });

  test("pages go on where the last one ended", async () => {
    for (const letter of ["A", "B", "C", "D", "E"]) {
      await lineage().advanceRun(runAt("Requested", { runId: `01J${letter}0000000000000000000000` }));
    }
    const first = await lineage().runs({ limit: 2 }, null);
    const second = await lineage().runs({ limit: 2 }, first.next);
    const third = await lineage().runs({ limit: 2 }, second.next);
    const letters = [first, second, third].map(({ items }) => items.map(({ runId }) => runId[3]).join(""));
    expect(letters).toEqual(["ED", "CB", "A"]);
    expect(third.next).toBeNull();
  });
}
