import {
  Discarded,
  type Metadata,
  Redriven,
  Released,
  RolledBack,
  type RunEvent,
  slotId,
} from "@waybill/events";
import { expect, test } from "vitest";
import { RUN } from "../testing/sample-run.ts";
import { describe } from "./describe.ts";

const slot = { unit: "run", stage: "act", generation: 0 } as const;
const metadata: Omit<Metadata, "type" | "version"> = {
  id: slotId(RUN, slot),
  runId: RUN,
  pipeline: "flights",
  tenant: "default",
  slot,
  correlationId: RUN,
  causationId: null,
  occurredAt: "2026-11-24T10:00:00.000Z",
  producer: "waybill@0.1.0",
  attempt: 1,
  traceparent: `00-${"0".repeat(31)}1-${"0".repeat(15)}1-01`,
  replay: false,
};
const by = { by: "ann", why: "the disk is back" };

test.each<[RunEvent, string]>([
  [
    Redriven.make(metadata, { ...by, queue: "load", event: RUN, attempts: 4 }),
    "dead letter back to load by ann: the disk is back",
  ],
  [
    Released.make(metadata, { ...by, why: null, child: RUN, rows: 12 }),
    `12 rows released as run ${RUN} by ann`,
  ],
  [
    RolledBack.make(metadata, { ...by, table: "flights", rows: { removed: 1000, restored: 1 } }),
    "flights: 1,000 removed, 1 restored by ann: the disk is back",
  ],
  [
    Discarded.make(metadata, { ...by, what: "dead-letter", rows: 1 }),
    "dead-letter given up by ann: the disk is back",
  ],
])("an act says who did it and why: %#", (event, line) => {
  expect(describe(event)).toBe(line);
});
