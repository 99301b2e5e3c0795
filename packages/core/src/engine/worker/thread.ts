/** The engine's thread: makes the engine, and answers the calls that `ThreadClient` sends. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { registerResolution } from "../../pipeline-module/index.ts";
import { callGate, shareCallGate } from "../rows/index.ts";
import { Calls } from "./calls.ts";
import { forbidExit, printToStderr, watchUnhandled } from "./guards.ts";
import { type EngineModule, loadEngine } from "./load.ts";
import type { FromThread, ToThread } from "./protocol.ts";

export interface ThreadData {
  readonly engine: EngineModule;
  readonly settings: unknown;
  /** Of a `CallGate`. */
  readonly gate: SharedArrayBuffer;
}

if (parentPort !== null) serve(parentPort, workerData as ThreadData);

function serve(port: MessagePort, { engine: module, settings, gate }: ThreadData): void {
  printToStderr();
  registerResolution();
  shareCallGate(gate);
  // What this file imports has loaded the engine's bindings.
  callGate().leave();
  const send = (message: FromThread) => port.postMessage(message);
  const calls = new Calls(loadEngine(module, settings), send);
  watchUnhandled((error) => calls.failAll(error));
  forbidExit();
  port.on("message", (message: ToThread) => {
    switch (message.kind) {
      case "call":
        calls.start(message.id, message.call);
        break;
      case "abort":
        send({ kind: "aborting", id: message.id });
        calls.abort(message.id);
        break;
      case "close":
        send({ kind: "closing" });
        void calls.close().finally(() => {
          send({ kind: "closed" });
          port.close();
        });
    }
  });
}
