import type * as z from "zod";
import type { Metadata } from "../envelope.ts";
import type { Loaded } from "../run/loaded.ts";
import { slotId } from "../slot.ts";

export const RUN_ID = "01J9ZK3V5R8QWERTYVBNM23456";

/** Metadata of the load of a run, as a stage hands it to `make`. */
export const sampleMetadata = {
  id: slotId(RUN_ID, { unit: "run", stage: "load", generation: 0 }),
  runId: RUN_ID,
  pipeline: "flights",
  tenant: "default",
  slot: { unit: "run", stage: "load", generation: 0 },
  correlationId: RUN_ID,
  causationId: slotId(RUN_ID, { unit: "run", stage: "settle", generation: 0 }),
  occurredAt: "2026-03-01T12:00:00.000Z",
  producer: "waybill/load@0.1.0",
  attempt: 1,
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  replay: false,
} satisfies Omit<Metadata, "type" | "version">;

export const loadedV1 = { warehouse: "duckdb", table: "flights", mode: "append", rows: 230 };

export const loadedV2 = {
  warehouse: "duckdb",
  table: "flights",
  mode: "merge",
  rows: { got: 230, inserted: 200, updated: 20, unchanged: 7, superseded: 3, discarded: 0 },
  drift: [{ column: "delay", change: "added as DOUBLE" }],
  ms: 12,
} satisfies z.input<typeof Loaded.schema>;

/** What the function throws. Fails where it throws nothing. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
