import { Worker } from "node:worker_threads";
import { CallGate } from "../rows/index.ts";
import type { EngineModule } from "./load.ts";
import type { FromThread, ToThread } from "./protocol.ts";
import type { ThreadData } from "./thread.ts";

// Milliseconds that a batch of a row function has to come to its end when the thread is to be ended.
const BATCH_MS = 1000;

export interface ThreadSettings {
  readonly engine: EngineModule;
  readonly settings: unknown;
  /** Megabytes that JavaScript may hold in the thread. Undefined: Node's own limit. */
  readonly heapMb: number | undefined;
}

export interface ThreadEvents {
  readonly onMessage: (message: FromThread) => void;
  /** It is gone. Null: it was ended by its own `end`. */
  readonly onGone: (error: unknown, code: number) => void;
}

/** A thread that runs `thread.ts`, and can be ended without harm to the process. */
export class EngineThread {
  readonly #gate = new CallGate();
  readonly #worker: Worker;
  readonly #beforeExit = () => this.#leave();
  #busy = false;

  constructor({ engine, settings, heapMb }: ThreadSettings, { onMessage, onGone }: ThreadEvents) {
    const workerData: ThreadData = { engine, settings, gate: this.#gate.buffer };
    this.#worker = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData,
      name: "waybill-engine",
      resourceLimits: heapMb === undefined ? {} : { maxOldGenerationSizeMb: heapMb },
    });
    let thrown: unknown;
    this.#worker.on("message", onMessage);
    this.#worker.on("error", (error) => {
      thrown = error;
    });
    this.#worker.on("exit", (code) => {
      process.off("exit", this.#beforeExit);
      onGone(thrown, code);
    });
    process.on("exit", this.#beforeExit);
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

  /** Ends the thread; false where a row function does not come back, so that Node cannot end it. */
  async end(): Promise<boolean> {
    if (!this.#gate.shut(BATCH_MS)) {
      this.#worker.unref();
      return false;
    }
    await this.#worker.terminate();
    return true;
  }

  /** Node ends its threads when the process exits, with a crash if one is inside of a row function. */
  #leave(): void {
    if (this.#busy && !this.#gate.shut(BATCH_MS)) process.kill(process.pid, "SIGKILL");
  }
}
