export { engineInWorker, type WorkerEngineOptions } from "./engine.ts";
export type { EngineModule } from "./load.ts";
export type { PlanModule } from "./protocol.ts";
