export { type Connection, type Database, type DatabaseSettings, openDatabase } from "./database.ts";
export { duckdbEngine } from "./duckdb.ts";
export { toWaybillError } from "./failure.ts";
export { type Limits, limitsFor } from "./instance/limits.ts";
export {
  FLAGS,
  identifier,
  identifiers,
  OWN_PREFIX,
  PARTITION,
  RUN_ID,
  text,
  textList,
} from "./sql.ts";
export { columnList, duckType, fromParquet, toParquet } from "./types.ts";
export { engineInWorker, type WorkerEngineOptions } from "./worker/index.ts";
