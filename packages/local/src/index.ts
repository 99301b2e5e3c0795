// The bus
export type { DeadLetter, DeadLetterFilter, DeadLetters, DeadReason } from "./bus/dead-letters.ts";
export type { Message } from "./bus/deliveries.ts";
export { EVENT_BYTES } from "./bus/encode.ts";
export type { EventLog, HistoryFilter } from "./bus/event-log.ts";
export type { QueueDeclaration } from "./bus/queues.ts";
export type { Settlement, Want } from "./bus/settlement.ts";
export { SqliteBus, type SqliteBusOptions } from "./bus/sqlite-bus.ts";

// Who handles its events
export { type Dispatcher, type DispatchOptions, type Dying, dispatch } from "./dispatcher/dispatch.ts";
export { DEFAULT_POLICY, type RetryPolicy } from "./dispatcher/policy.ts";
export type { DeliveryContext, Subscription } from "./dispatcher/subscription.ts";

// Lineage and artifacts
export { SqliteLineage } from "./lineage/sqlite-lineage.ts";
export { type DirectoryObjectsOptions, directoryObjects } from "./objects/directory-objects.ts";

// Everything wired to this machine
export { answered } from "./runtime/asked.ts";
export { refuseMisfit } from "./runtime/fits.ts";
export {
  type EngineMeans,
  openEngine,
  openWarehouse,
  readParquet,
} from "./runtime/openers.ts";
export { openReader, type Reader } from "./runtime/reader.ts";
export { loadsNowhere } from "./runtime/refusals.ts";
export type { Retried } from "./runtime/retry.ts";
export { openRuntime, type RunEnd, type Runtime, type WorkOptions } from "./runtime/runtime.ts";
export {
  type LocatedPipeline,
  type NamedSubscriber,
  PARTITION_BYTES,
  type RuntimeSettings,
} from "./runtime/settings.ts";

// Secrets and the state folder
export { type EnvironmentSecretsOptions, environmentSecrets } from "./secrets/environment.ts";
export { type Layout, layoutOf } from "./state/layout.ts";
export { type Durability, openState, type State, type StateOptions } from "./state/open.ts";
