import { setTimeout as sleep } from "node:timers/promises";
import { type Death, died } from "./died.ts";
import { EngineThread, type ThreadSettings } from "./engine-thread.ts";
import { decodeError } from "./error-codec.ts";
import { Pending } from "./pending.ts";
import type { Call, FromThread } from "./protocol.ts";

// Milliseconds that the engine has to stop what it does and to close.
const CLOSING_MS = 5000;

/** Sends calls to the engine's thread. The first call starts it, and so does the first one after it was given up. */
export class ThreadClient {
  readonly #settings: ThreadSettings;
  /** Milliseconds that the thread has to say that it heard of an abort. One that does not is in an endless loop. */
  readonly #noticeMs: number;
  readonly #pending = new Pending();
  readonly #unheard = new Map<number, NodeJS.Timeout>();
  #thread: EngineThread | null = null;
  #onClosed = () => {};
  #closed = false;

  constructor(settings: ThreadSettings, noticeMs: number) {
    this.#settings = settings;
    this.#noticeMs = noticeMs;
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
    const late = new AbortController();
    const closed = new Promise<void>((resolve) => {
      this.#onClosed = resolve;
    });
    thread.setBusy(true);
    thread.send({ kind: "close" });
    await Promise.race([closed, sleep(CLOSING_MS, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    await thread.endClosed();
    this.#bury({ kind: "closed" });
  }

  #start(): EngineThread {
    const thread: EngineThread = new EngineThread(this.#settings, {
      onMessage: (message) => this.#receive(thread, message),
      onGone: (error, code) => {
        if (this.#thread === thread)
          this.#bury(error === undefined ? { kind: "exit", code } : { kind: "error", error });
      },
    });
    return thread;
  }

  #receive(thread: EngineThread, message: FromThread): void {
    if (message.kind === "closed") {
      this.#onClosed();
      return;
    }
    this.#heard(message.id);
    if (message.kind === "done") this.#pending.resolve(message.id, message.value);
    if (message.kind === "failed") {
      this.#pending.reject(message.id, this.#closed ? died({ kind: "closed" }) : decodeError(message.error));
    }
    if (this.#pending.size === 0 && !this.#closed) thread.setBusy(false);
  }

  #abort(thread: EngineThread, id: number): void {
    if (thread !== this.#thread) return;
    thread.send({ kind: "abort", id });
    const giveUp = () => {
      this.#bury({ kind: "stuck" });
      void thread.end();
    };
    this.#unheard.set(id, setTimeout(giveUp, this.#noticeMs));
  }

  #heard(id: number): void {
    clearTimeout(this.#unheard.get(id));
    this.#unheard.delete(id);
  }

  /** The next call starts a new thread. */
  #bury(death: Death): void {
    this.#thread = null;
    this.#onClosed();
    for (const id of [...this.#unheard.keys()]) this.#heard(id);
    this.#pending.rejectAll(death);
  }
}
