import type { UnitItem } from "@waybill/core";
import { lineageSuite, memoryLineage, RUN, testEvent, unitAt } from "@waybill/core/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openState } from "../state/open.ts";
import { rejectionOf } from "../testing/error-of.ts";
import { temporaryState } from "../testing/temporary-state.ts";
import { SqliteLineage } from "./sqlite-lineage.ts";

const advances = fc.array(
  fc.record({
    unit: fc.constantFrom("a#0", "a#1", "a#10", "a#2", "b#0"),
    generation: fc.integer({ min: 0, max: 2 }),
    status: fc.constantFrom("Planned", "Extracted", "Transformed", "Validated", "Failed"),
    hopId: fc.string({ maxLength: 4 }),
  }),
  { maxLength: 30 },
);

const plan = (connection: { prepare(sql: string): { all(): unknown[] } }, sql: string): string =>
  JSON.stringify(connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());

describe("SqliteLineage", () => {
  lineageSuite(async (options) => {
    const state = temporaryState();
    return { lineage: new SqliteLineage(state, options), close: async () => state.close() };
  });

  test("any sequence of advances leaves what it leaves in the twin", async () => {
    using state = temporaryState();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(advances, async (writes) => {
        const runId = `run ${runs++}`;
        const stores = [new SqliteLineage(state, { pageSize: 2 }), memoryLineage({ pageSize: 2 })] as const;
        for (const { status, ...more } of writes) {
          const item: UnitItem = unitAt(status, { ...more, runId });
          for (const store of stores) await store.advanceUnit(item);
        }
        const [sqlite, twin] = stores;
        expect(await sqlite.openUnits(runId, 3)).toEqual(await twin.openUnits(runId, 3));
        for (let cursor: string | null = null; ; ) {
          const page = await sqlite.units(runId, cursor);
          expect(page).toEqual(await twin.units(runId, cursor));
          if (page.next === null) return;
          cursor = page.next;
        }
      }),
      { numRuns: 150 },
    );
  });

  test("what was written is there when the state is opened again, for others at once", async () => {
    using state = temporaryState();
    await new SqliteLineage(state).putHop(testEvent());
    await new SqliteLineage(state).advanceUnit(unitAt("Planned"));
    using onlooker = openState(state.folder);
    const other = new SqliteLineage(onlooker);
    expect(await other.hops(RUN)).toEqual([testEvent()]);
    expect(await other.getUnit(RUN, "flights#0")).toEqual(unitAt("Planned"));
  });

  test("two at once: the first hop of a slot wins, and both read that one", async () => {
    using state = temporaryState();
    using second = openState(state.folder);
    const stores = [new SqliteLineage(state), new SqliteLineage(second)];
    const hops = [testEvent({ data: { by: 0 } }), testEvent({ data: { by: 1 } })];
    await Promise.all(stores.map((store, i) => store.putHop(hops[i] ?? testEvent())));
    const read = await Promise.all(stores.map((store) => store.getHop(testEvent().metadata.id)));
    expect(read).toEqual([hops[0], hops[0]]);
  });

  test("the questions that a run asks again and again are answered from an index", () => {
    using state = temporaryState();
    new SqliteLineage(state);
    const { connection } = state;
    expect(
      plan(connection, "SELECT unit FROM unit WHERE run_id = 'a' AND open = 1 ORDER BY unit LIMIT 1"),
    ).toContain("unit_open");
    expect(
      plan(connection, "SELECT envelope FROM hop WHERE run_id = 'a' ORDER BY occurred_at, id"),
    ).toContain("hop_run");
    expect(
      plan(connection, "SELECT id FROM run WHERE status IS NOT NULL AND pipeline = 'a' ORDER BY id DESC"),
    ).toContain("run_pipeline");
  });

  test("a full disk is said to be one, and nothing is half written", async () => {
    using state = temporaryState();
    const lineage = new SqliteLineage(state);
    const { page_count: pages } = state.connection.prepare("PRAGMA page_count").get() as {
      page_count: number;
    };
    state.connection.exec(`PRAGMA max_page_count = ${pages}`);
    const hop = testEvent({ data: { uri: "file:a", text: "x".repeat(100_000) } });
    expect(await rejectionOf(lineage.putHop(hop))).toMatchObject({
      class: "permanent",
      code: "state.no-space",
    });
    expect(await lineage.getHop(hop.metadata.id)).toBeNull();
    expect(await lineage.runsOf("file:a")).toEqual([]);
  });

  test("a state that another process keeps from being written is said to be that", async () => {
    using state = temporaryState();
    using second = openState(state.folder);
    const lineage = new SqliteLineage(second);
    second.connection.exec("PRAGMA busy_timeout = 10");
    state.connection.exec("BEGIN IMMEDIATE");
    expect(await rejectionOf(lineage.putHop(testEvent()))).toMatchObject({
      class: "transient",
      code: "lineage.unavailable",
    });
    expect(await lineage.hops(RUN)).toEqual([]);
    state.connection.exec("ROLLBACK");
    await lineage.putHop(testEvent());
  });
});
