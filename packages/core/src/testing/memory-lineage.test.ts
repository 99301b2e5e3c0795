import { describe, expect, test } from "vitest";
import { lineageSuite } from "./lineage-suite.ts";
import { memoryLineage } from "./memory-lineage.ts";
import { RUN, testEvent } from "./test-event.ts";

describe("memoryLineage", () => {
  lineageSuite(async (options) => ({ lineage: memoryLineage(options), close: async () => {} }));

  test("what a writer changes afterwards is not stored", async () => {
    const lineage = memoryLineage();
    const data = { rows: 1 };
    await lineage.putHop(testEvent({ data }));
    data.rows = 2;
    expect((await lineage.hops(RUN))[0]?.data).toEqual({ rows: 1 });
  });
});
