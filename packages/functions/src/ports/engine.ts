import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Engine, engineWithStores, type SourceStores } from "@waybill/core";
import { duckdbEngine, limitsFor } from "@waybill/core/engine";
import type { Environment } from "../environment.ts";

/** The engine of a function, in the function's own thread: nothing else goes on in an invocation. */
export function openEngine(env: Environment, stores: SourceStores): Engine {
  const tempDirectory = join(env.WAYBILL_WORK_FOLDER, "engine");
  mkdirSync(tempDirectory, { recursive: true });
  const memoryLimit = env.WAYBILL_MEMORY_MB === undefined ? undefined : `${env.WAYBILL_MEMORY_MB}MB`;
  const limits = limitsFor({ ...(memoryLimit !== undefined && { memoryLimit }) });
  return engineWithStores(duckdbEngine({ ...limits, tempDirectory }), stores);
}
