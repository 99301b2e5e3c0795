import { expectInnocent, simulate } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { SqliteLineage } from "./lineage/sqlite-lineage.ts";
import { temporaryState } from "./testing/temporary-state.ts";

const SCHEDULES = Number(process.env.WAYBILL_SCHEDULES ?? 300);
const TIMEOUT_MS = 60_000 + SCHEDULES * 50;
/** Units in a page: small, so that there are pages. */
const pageSize = 2;

describe("runs whose lineage is SQLite", () => {
  test(`commit no crime in ${SCHEDULES} schedules`, { timeout: TIMEOUT_MS }, async () => {
    using state = temporaryState();
    await expectInnocent({ schedules: SCHEDULES, lineage: new SqliteLineage(state, { pageSize }) });
  });

  test("go step by step as they do where it is its twin in memory", async () => {
    using state = temporaryState();
    const lineage = new SqliteLineage(state, { pageSize });
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect(await simulate({ seed, lineage })).toEqual(await simulate({ seed }));
    }
  });
});
