// A process to be killed. It publishes orders, relays each as a load, and writes down what it has seen.
// Usage: node crash-worker.ts <state folder> <work | drain>
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { silentMetrics, systemClock } from "@waybill/core";
import { type Envelope, slotId } from "@waybill/events";
import { SqliteBus } from "../bus/sqlite-bus.ts";
import { dispatch } from "../dispatcher/dispatch.ts";
import { openState } from "../state/open.ts";

const [, , folder = "", mode = "work"] = process.argv;
const BATCH = 5;
const RUN = "01JD0000000000000000000000";

const published = join(folder, "published.txt");
const seen = join(folder, "seen.txt");
const lines = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];

/** `Planned` for an order, `Loaded` for what was made of it. */
function eventOf(unit: string, type: "Planned" | "Loaded"): Envelope {
  const slot = { unit, stage: type === "Planned" ? "plan" : "load", generation: 0 } as const;
  return {
    metadata: {
      id: slotId(RUN, slot),
      type,
      version: 1,
      runId: RUN,
      pipeline: "orders",
      tenant: "default",
      slot,
      correlationId: RUN,
      causationId: null,
      occurredAt: "2026-11-24T12:00:00.000Z",
      producer: "waybill/test@0.1.0",
      attempt: 1,
      traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
      replay: false,
    },
    data: {},
  };
}

const state = openState(folder, { command: "crash-worker" });
const bus = new SqliteBus(state, { clock: systemClock });
bus.releaseInFlight();
const unitOf = (envelope: unknown): string => (envelope as Envelope).metadata.slot.unit;

const dispatcher = dispatch({
  bus,
  clock: systemClock,
  metrics: silentMetrics,
  signal: new AbortController().signal,
  subscriptions: [
    {
      name: "relay",
      pattern: { "detail-type": ["Planned"] },
      concurrency: 4,
      timeoutMs: 10_000,
      handle: async (envelope) => {
        await bus.publish([eventOf(unitOf(envelope), "Loaded")]);
        return "done";
      },
    },
    {
      name: "notebook",
      pattern: { "detail-type": ["Loaded"] },
      concurrency: 2,
      timeoutMs: 10_000,
      handle: async (envelope) => {
        appendFileSync(seen, `${unitOf(envelope)}\n`);
        return "done";
      },
    },
  ],
});

console.log("ready");
// Numbers that a killed process has published and not written down are taken again: publishing twice is allowed.
for (let next = lines(published).length; mode === "work"; next += BATCH) {
  const units = Array.from({ length: BATCH }, (_, i) => `orders#${next + i}`);
  await bus.publish(units.map((unit) => eventOf(unit, "Planned")));
  appendFileSync(published, units.map((unit) => `${unit}\n`).join(""));
  await sleep(1);
}
await dispatcher.idle();
await dispatcher.stop();
state.close();
