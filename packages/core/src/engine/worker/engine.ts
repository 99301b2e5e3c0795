import type { Plan } from "../../pipeline/plan.ts";
import type { Engine } from "../../ports/engine.ts";
import type { EngineSettings } from "../duckdb.ts";
import { ThreadClient } from "./client.ts";
import { DUCKDB, type EngineModule, loadEngine } from "./load.ts";
import type { PlanModule, PlanReference, Wire } from "./protocol.ts";

const NOTICE_MS = 5000;
const STOP_MS = 2000;

export type WorkerEngineOptions = ThreadOptions &
  (
    | { readonly settings: EngineSettings; readonly engine?: never }
    /** Another engine than `duckdbEngine`, and plain data for it. */
    | { readonly settings: unknown; readonly engine: EngineModule }
  );

interface ThreadOptions {
  /**
   * The file that a plan comes from, which the thread imports itself, since a plan holds functions. Null for a plan
   * that was made in this thread: its requests are done in this thread too, by an engine of its own.
   */
  readonly locate: (plan: Plan) => PlanModule | null;
  /**
   * Milliseconds that the thread has to notice that a request was aborted; then it is given up, and with it what else
   * it was doing, which may be tried again. Absent: 5000.
   */
  readonly noticeMs?: number;
  /**
   * Milliseconds that the thread then has to stop, and that an engine which is closed has. After that nobody waits for
   * its query any more; the process can end, and the next request has a new thread. Absent: 2000.
   */
  readonly stopMs?: number;
  /** Megabytes that the pipeline's own code may hold in the thread; not the engine's memory. Absent: Node's limit. */
  readonly heapMb?: number;
}

/**
 * An engine in a thread of its own, so that row functions and sources do not hold up the bus and the display. What
 * their code prints goes to stderr. The thread begins with the first request; it does not keep the process alive
 * while it has nothing to do.
 * Errors: those of the engine, as they are; `Permanent` `engine.plan-missing`; `Transient` `engine.died`: the same
 * request may be sent again and gets a new thread; `Transient` `engine.closed`.
 */
export function engineInWorker(options: WorkerEngineOptions): Engine {
  const { settings, locate, engine = DUCKDB, heapMb } = options;
  const { noticeMs = NOTICE_MS, stopMs = STOP_MS } = options;
  const thread = new ThreadClient({ engine, settings, heapMb }, { noticeMs, stopMs });
  let local: Promise<Engine> | null = null;
  const here = (): Promise<Engine> => {
    local ??= loadEngine(engine, settings);
    return local;
  };
  const referenceTo = (plan: Plan): PlanReference | null => {
    const module = locate(plan);
    return module === null ? null : { ...module, name: plan.name };
  };

  return {
    sniff: (path, given) => thread.call({ method: "sniff", path, given }, null),
    infer: (path, given) => thread.call({ method: "infer", path, given }, null),
    async check(plan) {
      const reference = referenceTo(plan);
      return reference ? thread.call({ method: "check", plan: reference }, null) : (await here()).check(plan);
    },
    async extract(request) {
      const plan = referenceTo(request.plan);
      if (plan === null) return (await here()).extract(request);
      return thread.call({ method: "extract", plan, request: wire(request) }, request.signal);
    },
    async transform(request) {
      const plan = referenceTo(request.plan);
      if (plan === null) return (await here()).transform(request);
      return thread.call({ method: "transform", plan, request: wire(request) }, request.signal);
    },
    async validate(request) {
      const plan = referenceTo(request.plan);
      if (plan === null) return (await here()).validate(request);
      return thread.call({ method: "validate", plan, request: wire(request) }, request.signal);
    },
    async settle(request) {
      const plan = referenceTo(request.plan);
      if (plan === null) return (await here()).settle(request);
      return thread.call({ method: "settle", plan, request: wire(request) }, request.signal);
    },
    async close() {
      await Promise.all([thread.close(), local?.then((opened) => opened.close())]);
    },
  };
}

function wire<R extends { readonly plan: Plan; readonly signal: AbortSignal }>(request: R): Wire<R> {
  const { plan, signal, ...rest } = request;
  return rest;
}
