// An event: declared once, with all its versions

export { defineEvent, type EventDefinition, type EventOf } from "./define.ts";
export {
  type BusEvent,
  type Envelope,
  EVENT_SOURCE,
  Metadata,
  PartitionRef,
  toBusEvent,
} from "./envelope.ts";
export { type ContractCode, ContractError } from "./errors.ts";
export { isEvent } from "./is-event.ts";
export { defineManifest, manifest, parseEvent, type RunEvent } from "./manifest.ts";

// Ids and slots

export { deterministicUlid, isUlid, newRunId, runIdFor, runTime } from "./ids.ts";
export { RUN_UNIT, Slot, STAGES, Stage, slotId } from "./slot.ts";

// The events of a run, and the acts upon it

export { Discarded, Redriven, Released, RolledBack } from "./run/acts.ts";
export { Completed } from "./run/completed.ts";
export { Extracted, ExtractedRows } from "./run/extracted.ts";
export { Failed } from "./run/failed.ts";
export { Loaded, LoadedRows } from "./run/loaded.ts";
export { Planned } from "./run/planned.ts";
export { Requested, Trigger } from "./run/requested.ts";
export { StepCount, Transformed } from "./run/transformed.ts";
export { Validated } from "./run/validated.ts";

// What events are made of

export {
  Artifact,
  CheckCount,
  ColumnRef,
  InputRef,
  Reason,
  RunTotals,
  Severity,
  StageTotals,
} from "./run/parts.ts";

// Subscribing, and the patterns of EventBridge

export { type CompiledPattern, compilePattern, InvalidPattern, PatternSet } from "./pattern/index.ts";
export {
  type EventPattern,
  type Subscriber,
  type SubscriberContext,
  type SubscriberOptions,
  subscriber,
  toPattern,
} from "./subscriber.ts";
export type { FilterOf, NumberFilter, TextFilter, Where } from "./where.ts";

// The contracts in the formats of others

export { type AsyncApi, asyncApi } from "./async-api.ts";
export { type CloudEvent, fromCloudEvent, toCloudEvent } from "./cloud-events.ts";
export {
  dataSchema,
  type EventSchemas,
  envelopeSchema,
  type JsonSchema,
  jsonSchemas,
  metadataSchema,
} from "./json-schema.ts";

// The gate: what runs against what was published

export { type Contract, runningContracts } from "./compat/contract.ts";
export { explain, type Finding } from "./compat/finding.ts";
export { type FreezeResult, freeze } from "./compat/freeze.ts";
export { readFrozen } from "./compat/frozen.ts";
export { checkCompatibility, gate } from "./compat/gate.ts";
export { type HistoryRule, historyRules } from "./compat/history/index.ts";
export type { Direction, Rule } from "./compat/rule.ts";
export { rules as compatibilityRules } from "./compat/rules/index.ts";
