import { compilePattern, Loaded, newRunId, RUN_UNIT, slotId, toBusEvent } from "@waybill/events";
import { describe, expect, it } from "vitest";
import announceLoad from "./announce-load.ts";

const runId = newRunId(1_700_000_000_000);
const slot = { unit: RUN_UNIT, stage: "load", generation: 0 } as const;
const loaded = Loaded.make(
  {
    id: slotId(runId, slot),
    runId,
    pipeline: "flights",
    tenant: "default",
    slot,
    correlationId: runId,
    causationId: null,
    occurredAt: "2026-01-01T00:00:00.000Z",
    producer: "test",
    attempt: 1,
    traceparent: "00-0-0-00",
    replay: false,
  },
  {
    warehouse: "duckdb:x",
    table: "flights",
    mode: "merge",
    rows: { got: 6, inserted: 3, updated: 2, unchanged: 1, superseded: 0, discarded: 0 },
    drift: [],
    ms: 5,
  },
);

describe("announce-load", () => {
  it("takes Loaded of any pipeline", () => {
    expect(compilePattern(announceLoad.pattern).matches(toBusEvent(loaded))).toBe(true);
  });

  it("says what changed in which table", async () => {
    const lines: string[] = [];
    const signal = new AbortController().signal;
    await announceLoad.handle(loaded, { attempt: 1, signal, log: (line) => lines.push(line) });
    expect(lines).toEqual(["flights: flights has 3 new rows, 2 changed, 1 as before"]);
  });
});
