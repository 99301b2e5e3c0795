import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { CallGate } from "../rows/index.ts";
import type { EngineModule } from "./load.ts";
import type { FromThread, ToThread } from "./protocol.ts";
import type { ThreadData } from "./thread.ts";

// Milliseconds that a batch of a row function has to come to its end when the thread is to be ended.
const BATCH_MS = 1000;
// The same when the process exits; also for the thread to load the engine, which takes a second on a busy machine.
const EXIT_MS = 3000;
// Milliseconds that a closed engine's thread has to end by itself.
const BY_ITSELF_MS = 500;

export interface ThreadSettings {
  readonly engine: EngineModule;
  readonly settings: unknown;
  /** Megabytes that JavaScript may hold in the thread. Undefined: Node's own limit. */
  readonly heapMb: number | undefined;
}

export interface ThreadEvents {
  readonly onMessage: (message: FromThread) => void;
  readonly onGone: (error: unknown, code: number) => void;
}

/** A thread that runs `start.ts`, and can be ended without harm to the process. */
export class EngineThread {
  readonly #gate = new CallGate();
  readonly #worker: Worker;
  readonly #gone: Promise<true>;
  #busy = false;
  #leftBehind = false;

  constructor({ engine, settings, heapMb }: ThreadSettings, { onMessage, onGone }: ThreadEvents) {
    // The thread leaves once it has loaded the engine.
    this.#gate.enter();
    const workerData: ThreadData = { engine, settings, gate: this.#gate.buffer };
    this.#worker = new Worker(new URL("./start.ts", import.meta.url), {
      workerData,
      name: "waybill-engine",
      resourceLimits: heapMb === undefined ? {} : { maxOldGenerationSizeMb: heapMb },
    });
    let thrown: unknown;
    this.#worker.on("message", onMessage);
    this.#worker.on("error", (error) => {
      thrown = error;
    });
    this.#gone = new Promise((resolve) => this.#worker.once("exit", () => resolve(true)));
    this.#worker.on("exit", (code) => {
      running.delete(this);
      onGone(thrown, code);
    });
    if (!process.listeners("exit").includes(leave)) process.on("exit", leave);
    running.add(this);
  }

  /** Throws where the message holds what cannot be copied. */
  send(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  /** A thread keeps the process alive only while it is busy. */
  setBusy(busy: boolean): void {
    this.#busy = busy;
    if (busy) this.#worker.ref();
    else this.#worker.unref();
  }

  /** A thread in a query that cannot be interrupted. Node would wait for it to end it, and crash when it is done. */
  leaveBehind(): void {
    this.#leftBehind = true;
    this.#worker.unref();
  }

  /** Ends a thread whose engine is closed, and which so ends by itself, unless an author's timer keeps it. */
  async endClosed(): Promise<void> {
    const late = new AbortController();
    const waited = sleep(BY_ITSELF_MS, false, { signal: late.signal }).catch(() => false);
    if (!(await Promise.race([this.#gone, waited]))) await this.end();
    late.abort();
  }

  /** Ends the thread; false where a row function does not come back, so that Node cannot end it. */
  async end(): Promise<boolean> {
    if (!this.#gate.shut(BATCH_MS)) {
      this.#worker.unref();
      return false;
    }
    await this.#worker.terminate();
    return true;
  }

  get isBusy(): boolean {
    return this.#busy;
  }

  /** Blocks until Node can end the thread; false where that takes too long. */
  prepareExit(): boolean {
    return !this.#busy || (!this.#leftBehind && this.#gate.shut(EXIT_MS));
  }
}

const running = new Set<EngineThread>();

/** Exit codes that stand for a signal. */
const SIGNALS: Readonly<Record<number, NodeJS.Signals>> = { 129: "SIGHUP", 130: "SIGINT", 143: "SIGTERM" };

/**
 * Node ends its threads when the process exits: after their queries, and with a crash if one is inside of a row
 * function. Where a signal asked for the end, nobody waits for that: a thread that is at work is ended together with
 * the process, by the same signal, so that a shell sees the exit code that was meant.
 */
function leave(code: number): void {
  const signal = SIGNALS[code];
  const threads = [...running];
  if (threads.every((thread) => (signal ? !thread.isBusy : thread.prepareExit()))) return;
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
  process.kill(process.pid, "SIGKILL");
}
