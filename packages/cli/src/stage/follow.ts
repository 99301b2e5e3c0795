import { type Clock, systemClock, Transient } from "@waybill/core";
import { type Completed, parseEvent, type RunEvent } from "@waybill/events";
import { Tail } from "../events/tail.ts";
import { endOf } from "../runs/runs.ts";
import type { RunReader } from "./run-reader.ts";

export interface Following {
  readonly runId: string;
  /** The one whose end is waited for. */
  readonly generation: number;
  readonly signal: AbortSignal;
  /** Sees every event of the run once. */
  readonly onEvent: (event: RunEvent) => void;
  readonly log: (line: string) => void;
  readonly clock?: Clock;
}

const PAGE = 1000;
/** Looks that may fail one after another: the run goes on all the same. */
const FAILED_LOOKS = 10;
/** A short run is seen to end soon: the longer one is followed, the longer is the time between two looks. */
const FIRST_MS = 250;
const SHARE = 0.1;
/** A look at a large run takes the stage some work: for most of the time nobody looks. */
const REST = 4;
const LONGEST_MS = 15_000;

/** Looks at a run that others work on, until it is over. Rejects with the signal's reason where that comes first. */
export async function follow(
  reader: Pick<RunReader, "lineage" | "events" | "pollMs">,
  { runId, generation, signal, onEvent, log, clock = systemClock }: Following,
): Promise<Completed> {
  const tail = new Tail(reader.events, { runId, limit: PAGE });
  const startedAt = clock.now();
  for (let failed = 0; ; ) {
    const began = clock.now();
    try {
      const completed = await look(reader, tail, { runId, generation, onEvent });
      if (completed) return completed;
      failed = 0;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Transient) || ++failed === FAILED_LOOKS) throw error;
      log(`${error.message}; the run goes on, and is looked at again`);
    }
    const now = clock.now();
    const usual = Math.min(reader.pollMs, Math.max(FIRST_MS, (now - startedAt) * SHARE));
    await clock.sleep(Math.min(LONGEST_MS, Math.max(usual, (now - began) * REST)), signal);
    signal.throwIfAborted();
  }
}

/** Whether it is over is asked first, so that what is read then is all there is. */
async function look(
  { lineage }: Pick<RunReader, "lineage">,
  tail: Tail,
  { runId, generation, onEvent }: Pick<Following, "runId" | "generation" | "onEvent">,
): Promise<Completed | null> {
  const run = await lineage.getRun(runId);
  for await (const event of tail.read()) onEvent(parseEvent(event));
  return run && run.generation >= generation ? endOf(lineage, run) : null;
}
