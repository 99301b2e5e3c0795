import { setTimeout as sleep } from "node:timers/promises";
import { type Death, died } from "./died.ts";
import { EngineThread, type ThreadSettings } from "./engine-thread.ts";
import { decodeError } from "./error-codec.ts";
import { Pending } from "./pending.ts";
import type { Call, FromThread } from "./protocol.ts";

// Milliseconds that an engine without work has to close: it removes what it spilled.
const CLOSING_MS = 5000;

export interface Limits {
  /** Milliseconds that the thread has to say that it heard of an abort. One that does not is in an endless loop. */
  readonly noticeMs: number;
  /** Milliseconds that it then has to stop what it does. One that does not is in a query that cannot be interrupted. */
  readonly stopMs: number;
}

/** Sends calls to the engine's thread. The first call starts it, and so does the first one after it was given up. */
export class ThreadClient {
  readonly #settings: ThreadSettings;
  readonly #limits: Limits;
  readonly #pending = new Pending();
  /** Of calls that were aborted: until the thread has to say something of them. */
  readonly #deadlines = new Map<number, NodeJS.Timeout>();
  #thread: EngineThread | null = null;
  #onClosing = () => {};
  #onClosed = () => {};
  #closed = false;

  constructor(settings: ThreadSettings, limits: Limits) {
    this.#settings = settings;
    this.#limits = limits;
  }

  async call<T>(call: Call, signal: AbortSignal | null): Promise<T> {
    if (this.#closed) throw died({ kind: "closed" });
    signal?.throwIfAborted();
    this.#thread ??= this.#start();
    const thread = this.#thread;
    const { id, answer } = this.#pending.add<T>(signal, (given) => this.#abort(thread, given));
    thread.setBusy(true);
    try {
      thread.send({ kind: "call", id, call });
    } catch (error) {
      this.#pending.reject(id, error);
    }
    return answer;
  }

  /** What is still being done is stopped, and its callers get `Transient` `engine.closed`. */
  async close(): Promise<void> {
    this.#closed = true;
    const thread = this.#thread;
    if (thread === null) return;
    let heard = false;
    this.#onClosing = () => {
      heard = true;
    };
    const closed = new Promise<true>((resolve) => {
      this.#onClosed = () => resolve(true);
    });
    thread.setBusy(true);
    thread.send({ kind: "close" });
    if (!(await within(this.#limits.stopMs, closed)) && this.#pending.size === 0) {
      await within(CLOSING_MS, closed);
    }
    if (heard && this.#pending.size > 0) thread.leaveBehind();
    else await thread.endClosed();
    this.#bury({ kind: "closed" });
  }

  #start(): EngineThread {
    const thread: EngineThread = new EngineThread(this.#settings, {
      onMessage: (message) => {
        if (this.#thread === thread) this.#receive(thread, message);
        else if (message.kind === "closed") void thread.endClosed();
      },
      onGone: (error, code) => {
        if (this.#thread === thread)
          this.#bury(error === undefined ? { kind: "exit", code } : { kind: "error", error });
      },
    });
    return thread;
  }

  #receive(thread: EngineThread, message: FromThread): void {
    switch (message.kind) {
      case "closing":
        this.#onClosing();
        return;
      case "closed":
        this.#onClosed();
        return;
      case "aborting":
        this.#awaitEnd(thread, message.id);
        return;
      case "done":
        this.#clearDeadline(message.id);
        this.#pending.resolve(message.id, message.value);
        break;
      case "failed":
        this.#clearDeadline(message.id);
        this.#pending.reject(
          message.id,
          this.#closed ? died({ kind: "closed" }) : decodeError(message.error),
        );
    }
    if (this.#pending.size === 0 && !this.#closed) thread.setBusy(false);
  }

  #abort(thread: EngineThread, id: number): void {
    if (thread !== this.#thread) return;
    thread.send({ kind: "abort", id });
    this.#setDeadline(id, this.#limits.noticeMs, () => {
      this.#bury({ kind: "stuck" });
      void thread.end();
    });
  }

  /** The thread is alive: its query ends some time, and so does the thread, but nobody waits for that. */
  #awaitEnd(thread: EngineThread, id: number): void {
    // The answer may have come before: then there is nothing to wait for.
    if (!this.#pending.has(id)) return;
    this.#setDeadline(id, this.#limits.stopMs, () => {
      thread.send({ kind: "close" });
      thread.leaveBehind();
      this.#bury({ kind: "unstoppable" });
    });
  }

  #setDeadline(id: number, ms: number, missed: () => void): void {
    this.#clearDeadline(id);
    this.#deadlines.set(id, setTimeout(missed, ms));
  }

  #clearDeadline(id: number): void {
    clearTimeout(this.#deadlines.get(id));
    this.#deadlines.delete(id);
  }

  /** The next call starts a new thread. */
  #bury(death: Death): void {
    this.#thread = null;
    this.#onClosed();
    for (const id of [...this.#deadlines.keys()]) this.#clearDeadline(id);
    this.#pending.rejectAll(death);
  }
}

/** Whether it happens within so many milliseconds. */
async function within(ms: number, event: Promise<true>): Promise<boolean> {
  const over = new AbortController();
  const late = sleep(ms, false, { signal: over.signal }).catch(() => false);
  const happened = await Promise.race([event, late]);
  over.abort();
  return happened;
}
