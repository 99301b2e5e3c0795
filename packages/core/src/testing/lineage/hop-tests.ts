import { expect, test } from "vitest";
import type { Lineage } from "../../ports/lineage.ts";
import { LATER_RUN, RUN, testEvent } from "../test-event.ts";

export function hopTests(lineage: () => Lineage): void {
  test("a hop is read as it was put", async () => {
    const hop = testEvent({ data: { text: "Zoë 🚚 \n", list: [1, null, { deep: true }] } });
    await lineage().putHop(hop);
    expect(await lineage().getHop(hop.metadata.id)).toEqual(hop);
  });

  test("the first in a slot wins, whatever the second says", async () => {
    const first = testEvent({ type: "Extracted", data: { rows: 1 } });
    const second = testEvent({ type: "Failed", data: { rows: 2 }, second: 9 });
    expect(first.metadata.id).toBe(second.metadata.id);
    await lineage().putHop(first);
    await lineage().putHop(second);
    expect(await lineage().getHop(first.metadata.id)).toEqual(first);
    expect(await lineage().hops(RUN)).toEqual([first]);
  });

  test("a slot without a hop is empty", async () => {
    expect(await lineage().getHop(testEvent().metadata.id)).toBeNull();
    expect(await lineage().hops(RUN)).toEqual([]);
  });

  test("the hops of a run come by time, then id; other runs' do not", async () => {
    const late = testEvent({ slot: { stage: "load", unit: "run" }, second: 3 });
    const early = testEvent({ slot: { stage: "plan", unit: "run" }, second: 1 });
    const [a, b] = [
      testEvent({ slot: { unit: "flights#1" }, second: 2 }),
      testEvent({ slot: { unit: "flights#2" }, second: 2 }),
    ];
    const other = testEvent({ runId: LATER_RUN });
    for (const hop of [late, b, other, a, early]) await lineage().putHop(hop);
    const middle = [a, b].sort((x, y) => (x.metadata.id < y.metadata.id ? -1 : 1));
    expect(await lineage().hops(RUN)).toEqual([early, ...middle, late]);
  });

  test("the runs that touched a dataset or an artifact are found, newest first, each once", async () => {
    const data = {
      inputs: [{ uri: "file:flights.csv" }],
      artifact: { uri: "local:a/rows.parquet" },
      lookups: { airports: { uri: "local:a/airports.parquet" } },
      quarantine: null,
    };
    await lineage().putHop(testEvent({ data }));
    await lineage().putHop(testEvent({ data, slot: { unit: "flights#1" } }));
    await lineage().putHop(testEvent({ data, runId: LATER_RUN }));
    expect(await lineage().runsOf("file:flights.csv")).toEqual([LATER_RUN, RUN]);
    expect(await lineage().runsOf("local:a/rows.parquet")).toEqual([LATER_RUN, RUN]);
    expect(await lineage().runsOf("local:a/airports.parquet")).toEqual([LATER_RUN, RUN]);
    expect(await lineage().runsOf("file:other.csv")).toEqual([]);
  });

  test("a loaded table is a dataset", async () => {
    const slot = { unit: "run", stage: "load" } as const;
    await lineage().putHop(testEvent({ type: "Loaded", slot, data: { table: "flights" } }));
    expect(await lineage().runsOf("warehouse:flights")).toEqual([RUN]);
  });

  test("what lost its slot touched nothing", async () => {
    await lineage().putHop(testEvent({ data: { artifact: { uri: "local:winner" } } }));
    await lineage().putHop(testEvent({ data: { artifact: { uri: "local:loser" } } }));
    expect(await lineage().runsOf("local:winner")).toEqual([RUN]);
    expect(await lineage().runsOf("local:loser")).toEqual([]);
  });
}
