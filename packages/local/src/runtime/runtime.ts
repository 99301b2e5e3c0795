import { randomUUID } from "node:crypto";
import { join } from "node:path";
import {
  type Engine,
  engineWithStores,
  type Metrics,
  planDigest,
  systemClock,
  type Warehouse,
} from "@waybill/core";
import { type Limits, limitsFor } from "@waybill/core/engine";
import { type Ports, requestRun, sweep } from "@waybill/core/stages";
import { Completed, type Envelope, isEvent, newRunId, parseEvent, type RunEvent } from "@waybill/events";
import { SqliteBus } from "../bus/sqlite-bus.ts";
import { type Dispatcher, dispatch } from "../dispatcher/dispatch.ts";
import type { Subscription } from "../dispatcher/subscription.ts";
import { SqliteLineage } from "../lineage/sqlite-lineage.ts";
import { directoryObjects } from "../objects/directory-objects.ts";
import { openState, type State } from "../state/open.ts";
import { duckdbWarehouse } from "../warehouse/duckdb-warehouse.ts";
import { answered, askedFor, askFor } from "./asked.ts";
import { findBegun } from "./begun.ts";
import { openEngine } from "./openers.ts";
import { KnownPipelines } from "./pipelines.ts";
import { loadsNowhere, outdated, stopped } from "./refusals.ts";
import { askForRetry, type Retried } from "./retry.ts";
import { type LocatedPipeline, PARTITION_BYTES, type RuntimeSettings } from "./settings.ts";
import { sourceStores } from "./source-stores.ts";
import { subscriberQueue, subscriptionsOf } from "./subscriptions.ts";

export interface WorkOptions {
  /** Aborted: what is being done is given back to its queue, and `work` rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Sees every event of the run once, those from before a crash too, in the order of publication. */
  readonly onEvent: (event: RunEvent) => void;
}

export interface RunEnd {
  readonly completed: Completed;
  /** Of this try of the run, in all queues. */
  readonly deadLetters: number;
}

/** The stages, wired to this machine. It has the state folder to itself until `close`. */
export interface Runtime {
  /**
   * Goes on with the run that the same command asked for before, unless somebody was told how it ended (`answered`);
   * else asks for a new one. An open run of another version of the pipeline is given up.
   * Errors: `Usage` `pipeline.no-load`.
   */
  start(
    pipeline: LocatedPipeline,
    parameters: Readonly<Record<string, string>>,
  ): Promise<{ readonly runId: string; readonly resumed: boolean }>;
  /**
   * Asks for what failed in a run to be done again, by the pipeline as it is now; goes on with that where it was
   * stopped. What is done stays as it is.
   * Errors: `Usage` `pipeline.no-load`, `run.missing`, `run.not-failed`, `retry.outdated`.
   */
  retry(pipeline: LocatedPipeline, runId: string): Promise<Retried>;
  /** Works until the run is over and its subscribers are done. */
  work(runId: string, options: WorkOptions): Promise<RunEnd>;
  close(): Promise<void>;
}

/** Errors: those of `openState`, among them `Transient` `state.locked`; `Usage` `engine.memory-setting`, `engine.threads-setting`. */
export async function openRuntime(settings: RuntimeSettings): Promise<Runtime> {
  const limits = limitsFor({ memoryLimit: settings.memory, threads: settings.threads });
  const state = openState(settings.state, { command: settings.command });
  return new LocalRuntime(state, settings, limits);
}

const TURN_MS = 25;
/** A sweep may set a run in motion again, which may stop again further on. There are fewer stages than this. */
const SWEEPS = 10;

class LocalRuntime implements Runtime {
  readonly #state: State;
  readonly #settings: RuntimeSettings;
  readonly #bus: SqliteBus;
  readonly #pipelines: KnownPipelines;
  readonly #ports: Ports;
  readonly #subscriptions: readonly Subscription[];
  readonly #listeners = new Set<(event: Envelope) => void>();
  readonly #givenUp = new Set<string>();
  /** Of a retried run the generation whose end counts. */
  readonly #awaited = new Map<string, number>();

  constructor(state: State, settings: RuntimeSettings, limits: Limits) {
    this.#state = state;
    this.#settings = settings;
    this.#bus = new SqliteBus(state, { clock: systemClock });
    const lineage = new SqliteLineage(state);
    const stores = sourceStores(state.temp);
    this.#pipelines = new KnownPipelines(lineage, stores);
    this.#ports = {
      bus: {
        publish: (events) => this.#publish(events),
        deliver: (subscription, events) => this.#bus.deliver(subscription, events),
      },
      lineage,
      objects: directoryObjects(state.artifacts),
      warehouse: syncedBefore(
        state,
        duckdbWarehouse({
          path: state.warehouse,
          tempDirectory: join(state.temp, "warehouse"),
          ...limits,
        }),
      ),
      engine: engineWithStores(this.#engine(limits), stores),
      clock: systemClock,
      metrics: this.#metrics(),
      pipelines: this.#pipelines,
      attemptId: () => randomUUID().slice(0, 13),
      settings: {
        baseDir: settings.baseDir,
        partitionBytes: settings.partitionBytes ?? PARTITION_BYTES,
        producer: settings.producer,
      },
    };
    this.#subscriptions = subscriptionsOf(this.#ports, settings.subscribers, {
      log: settings.log,
      isGivenUp: (runId) => this.#givenUp.has(runId),
    });
    // Before anything is published: an event reaches the queues that there are.
    this.#bus.declare(this.#subscriptions);
  }

  async start(pipeline: LocatedPipeline, parameters: Readonly<Record<string, string>>) {
    if (!pipeline.plan.load) throw loadsNowhere(pipeline);
    this.#pipelines.add(pipeline);
    const { name } = pipeline.plan;
    const { folder } = this.#state;
    const digest = planDigest(pipeline.plan);
    const asked = askedFor(folder, name);
    const begun = await findBegun(this.#ports.lineage, { pipeline: name, digest, parameters, asked });
    for (const older of begun.outdated) await this.#giveUp(older, name);
    const runId = begun.runId ?? newRunId(systemClock.now());
    askFor(folder, name, runId);
    // Of a run that is open the stored request stands. Saying it again helps where the process died before it could.
    await requestRun(this.#ports, {
      runId,
      pipeline: name,
      module: pipeline.module,
      digest,
      trigger: { kind: "hand", by: process.env.USER ?? null, origin: null },
      parameters,
    });
    return { runId, resumed: begun.runId !== null };
  }

  async retry(pipeline: LocatedPipeline, runId: string): Promise<Retried> {
    if (!pipeline.plan.load) throw loadsNowhere(pipeline);
    this.#pipelines.add(pipeline);
    const retried = await askForRetry(this.#ports, runId, pipeline.plan);
    this.#awaited.set(runId, retried.generation);
    return retried;
  }

  /** What is left of it in the queues is not worked on: the pipeline that it was planned with is no more. */
  async #giveUp(runId: string, pipeline: string): Promise<void> {
    const isOver = async () => (await this.#ports.lineage.getRun(runId))?.outcome !== null;
    if (!(await isOver())) {
      this.#givenUp.add(runId);
      this.#settings.log(`run ${runId} is given up: ${pipeline} has changed since it was asked for`);
    }
    for (let i = 0; i < SWEEPS && !(await isOver()); i++) {
      await sweep(runId, this.#ports, () => outdated(runId, pipeline));
    }
    answered(this.#state.folder, pipeline, runId);
  }

  async work(runId: string, { signal, onEvent }: WorkOptions): Promise<RunEnd> {
    const seen = new Set<string>();
    const listener = (event: Envelope) => {
      if (event.metadata.runId !== runId || seen.has(event.metadata.id)) return;
      seen.add(event.metadata.id);
      onEvent(parseEvent(event));
    };
    for (let cursor: string | null = null; ; ) {
      const page = this.#bus.log.read({ runId, limit: 1000 }, cursor);
      for (const event of page.items) listener(parseEvent(event));
      if (page.next === null) break;
      cursor = page.next;
    }
    this.#listeners.add(listener);
    this.#bus.releaseInFlight();
    const { clock, metrics } = this.#ports;
    const subscriptions = this.#subscriptions;
    const dispatcher = dispatch({ bus: this.#bus, subscriptions, clock, metrics, signal });
    try {
      const completed = await this.#untilOver(runId, dispatcher, signal);
      const { generation } = completed.metadata.slot;
      const letters = this.#bus.deadLetters.list({ runId, limit: 1000 }).items;
      const own = letters.filter(({ envelope }) => generationOf(envelope) >= generation);
      return { completed, deadLetters: own.length };
    } finally {
      await dispatcher.stop();
      this.#listeners.delete(listener);
    }
  }

  async close(): Promise<void> {
    await this.#ports.engine.close();
    await this.#ports.warehouse.close();
    this.#state.close();
  }

  /** Until the run is over and every subscriber has had its say. */
  async #untilOver(runId: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<Completed> {
    const queues = this.#settings.subscribers.map(({ name }) => subscriberQueue(name));
    let idle = false;
    let broken: { readonly error: unknown } | null = null;
    let sweeps = 0;
    const watch = () => {
      idle = false;
      void dispatcher.idle().then(
        () => {
          idle = true;
        },
        (error: unknown) => {
          broken = { error };
        },
      );
    };
    watch();
    for (;;) {
      signal.throwIfAborted();
      throwIfBroken(broken);
      const completed = await this.#completed(runId);
      if (completed && (idle || this.#bus.waiting([...queues, "complete"]) === 0)) return completed;
      if (!completed && idle) {
        if (sweeps++ === SWEEPS) throw stopped(runId);
        await sweep(runId, this.#ports);
        watch();
      }
      await systemClock.sleep(TURN_MS, signal);
    }
  }

  async #completed(runId: string): Promise<Completed | null> {
    const run = await this.#ports.lineage.getRun(runId);
    if (!run || run.outcome === null || run.generation < (this.#awaited.get(runId) ?? 0)) return null;
    const hops = await this.#ports.lineage.hops(runId);
    const over = hops.find(
      (hop) => isEvent(Completed, hop) && hop.metadata.slot.generation === run.generation,
    );
    return over && isEvent(Completed, over) ? over : null;
  }

  async #publish(events: readonly Envelope[]): Promise<void> {
    await this.#bus.publish(events);
    for (const event of events) for (const listener of this.#listeners) listener(event);
  }

  #engine(limits: Limits): Engine {
    const tempDirectory = join(this.#state.temp, "engine");
    return openEngine({ ...limits, tempDirectory }, (plan) => this.#pipelines.locate(plan));
  }

  #metrics(): Metrics {
    const { log } = this.#settings;
    return { count: () => {}, log: (_level, line) => log(line) };
  }
}

/** The run is on the disk before the warehouse is: else a power cut could leave rows of a run that nobody knows. */
const syncedBefore = (state: State, warehouse: Warehouse): Warehouse => ({
  ...warehouse,
  load(request, signal) {
    state.sync();
    return warehouse.load(request, signal);
  },
});

/** What names none is of the newest try: it may matter. */
function generationOf(envelope: unknown): number {
  const { metadata } = (envelope ?? {}) as {
    readonly metadata?: { readonly slot?: { generation?: unknown } };
  };
  const { generation } = metadata?.slot ?? {};
  return typeof generation === "number" ? generation : Number.POSITIVE_INFINITY;
}

function throwIfBroken(broken: { readonly error: unknown } | null): void {
  if (broken) throw broken.error;
}
