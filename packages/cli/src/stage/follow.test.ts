import { type Clock, Permanent, Transient } from "@waybill/core";
import { runAt } from "@waybill/core/testing";
import { type Envelope, RUN_UNIT, slotId } from "@waybill/events";
import { expect, test } from "vitest";
import { RUN, sampleRun } from "../testing/sample-run.ts";
import { type Following, follow } from "./follow.ts";
import type { RunReader } from "./run-reader.ts";

const all = sampleRun();
const end = all.at(-1) as Envelope;

/** A stage at work: each look finds some more events of the run, or fails. */
function stage(looks: readonly (number | Error)[], outcome: "completed" | null = "completed") {
  const waits: number[] = [];
  let at = 0;
  let now = 0;
  const clock: Clock = {
    now: () => now,
    async sleep(ms) {
      waits.push(ms);
      now += ms;
      at = Math.min(at + 1, looks.length - 1);
    },
  };
  const seen = () => {
    const look = looks[at] ?? 0;
    if (look instanceof Error) throw look;
    return all.slice(0, look);
  };
  const lineage: Pick<RunReader["lineage"], "getRun" | "getHop"> = {
    async getRun() {
      const isOver = seen().length === all.length;
      return { ...runAt("Planned", { runId: RUN, outcome: isOver ? outcome : null }), planned: 3 };
    },
    getHop: async (id) =>
      id === slotId(RUN, { unit: RUN_UNIT, stage: "complete", generation: 0 }) ? end : null,
  };
  const events: RunReader["events"] = { read: async () => ({ items: seen(), next: null }) };
  return { waits, clock, reader: { lineage: lineage as RunReader["lineage"], events, pollMs: 2000 } };
}

async function followed({ reader, clock }: ReturnType<typeof stage>, more: Partial<Following> = {}) {
  const seen: string[] = [];
  const lines: string[] = [];
  const completed = await follow(reader, {
    runId: RUN,
    generation: 0,
    signal: new AbortController().signal,
    onEvent: ({ metadata }) => void seen.push(metadata.id),
    log: (line) => void lines.push(line),
    clock,
    ...more,
  });
  return { completed, seen, lines };
}

test("every event comes once, and the end is the run's own", async () => {
  const { completed, seen } = await followed(stage([0, 4, 4, 9, all.length]));
  expect(completed).toEqual(end);
  expect(seen).toEqual(all.map(({ metadata }) => metadata.id));
});

test("a short run is looked at often, a long one seldom", async () => {
  const short = stage([0, 1, all.length]);
  await followed(short);
  expect(short.waits).toEqual([250, 250]);
  const long = stage([...Array(60).fill(1), all.length]);
  await followed(long);
  expect(long.waits.at(-1)).toBe(2000);
});

test("a look that fails for a moment is told, and is not the end", async () => {
  const busy = new Transient("api.unavailable", "cannot call GET /v1/runs just now");
  const { completed, lines } = await followed(stage([2, busy, busy, all.length]));
  expect(completed).toEqual(end);
  expect(lines).toEqual(
    Array(2).fill("cannot call GET /v1/runs just now; the run goes on, and is looked at again"),
  );
});

test("looks that all fail are the end, and so is one that cannot go well", async () => {
  const busy = new Transient("api.unavailable", "cannot call");
  const out = stage([busy]);
  await expect(followed(out)).rejects.toBe(busy);
  expect(out.waits).toHaveLength(9);
  const denied = new Permanent("aws.denied", "no");
  await expect(followed(stage([denied]))).rejects.toBe(denied);
});

test("the end of an older try is none", async () => {
  const stop = new AbortController();
  const older = stage([all.length]);
  const reason = new Error("enough");
  const { sleep } = older.clock;
  const clock: Clock = {
    ...older.clock,
    async sleep(ms) {
      await sleep(ms);
      if (older.waits.length === 5) stop.abort(reason);
    },
  };
  await expect(followed(older, { generation: 1, clock, signal: stop.signal })).rejects.toBe(reason);
});
