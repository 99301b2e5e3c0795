import type { Engine } from "../../ports/engine.ts";
import { encodeError } from "./error-codec.ts";
import { perform } from "./perform.ts";
import type { Call, FromThread } from "./protocol.ts";

/** The calls that this thread is at. Each is answered once. */
export class Calls {
  readonly #engine: Promise<Engine>;
  readonly #send: (message: FromThread) => void;
  readonly #running = new Map<number, AbortController>();
  readonly #answers = new Set<Promise<void>>();

  constructor(engine: Promise<Engine>, send: (message: FromThread) => void) {
    this.#engine = engine;
    this.#send = send;
    // Each call waits for the engine and so says what is wrong with it.
    engine.catch(() => {});
  }

  start(id: number, call: Call): void {
    const abort = new AbortController();
    this.#running.set(id, abort);
    const answered = this.#answer(id, call, abort).finally(() => this.#answers.delete(answered));
    this.#answers.add(answered);
  }

  async #answer(id: number, call: Call, abort: AbortController): Promise<void> {
    try {
      const value = await perform(await this.#engine, call, abort.signal);
      if (this.#running.delete(id)) this.#send({ kind: "done", id, value });
    } catch (error) {
      if (this.#running.delete(id)) this.#send({ kind: "failed", id, error: encodeError(error) });
    }
  }

  abort(id: number): void {
    this.#running.get(id)?.abort();
  }

  /** Nobody knows which of the calls it was. */
  failAll(thrown: unknown): void {
    const error = encodeError(thrown);
    for (const [id, abort] of this.#running) {
      this.#running.delete(id);
      this.#send({ kind: "failed", id, error });
      abort.abort();
    }
  }

  async close(): Promise<void> {
    for (const abort of this.#running.values()) abort.abort();
    await Promise.all(this.#answers);
    await (await this.#engine).close();
  }
}
