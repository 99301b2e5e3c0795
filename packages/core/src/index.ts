export type { Column, ColumnType } from "./contract/column.ts";
export { rowContract } from "./contract/row-contract.ts";
export type { Schema } from "./contract/schema.ts";
export { bytes } from "./contract/types/bytes.ts";
export { decimal } from "./contract/types/decimal.ts";
export {
  DataQuality,
  type ErrorClass,
  type ErrorDetails,
  Permanent,
  Transient,
  Usage,
  WaybillError,
} from "./errors.ts";
export { planDigest } from "./pipeline/digest.ts";
export { type AnyPipeline, isPipeline, type Pipeline, pipeline } from "./pipeline/pipeline.ts";
export type {
  Drift,
  Limit,
  LoadMode,
  LoadTarget,
  NamedSource,
  Plan,
  Tolerance,
} from "./pipeline/plan.ts";
export type { Bus } from "./ports/bus.ts";
export { type Clock, systemClock } from "./ports/clock.ts";
export type { Engine, Inference, StepProblem } from "./ports/engine.ts";
export type {
  CursorItem,
  DatasetItem,
  Lineage,
  Page,
  Progress,
  RunFilter,
  RunItem,
  RunStatus,
  UnitItem,
} from "./ports/lineage.ts";
export { type Metrics, silentMetrics } from "./ports/metrics.ts";
export type { Draft, Expected, Objects, StoredKey, StoredObject } from "./ports/objects.ts";
export type { Secrets } from "./ports/secrets.ts";
export type { SourceObject, SourceRange, SourceStore, SourceStores } from "./ports/source-store.ts";
export type {
  Exclusion,
  LoadFile,
  LoadReport,
  LoadRequest,
  QueryResult,
  UndoReport,
  Warehouse,
} from "./ports/warehouse.ts";
export type { Columns, RowsRules } from "./quality/author.ts";
export type { Check, Correction, Rule, RuleName, Rules, Severity } from "./quality/check.ts";
export { closest, didYouMean } from "./quality/suggest.ts";
export { isLastAttempt, mayPass, RETRY_SECONDS, retrySeconds } from "./retries.ts";
export { datasetsOf, tableUrn } from "./run/datasets.ts";
export { engineWithStores, planWithStores } from "./sources/file/with-stores.ts";
export { type FilesOptions, files } from "./sources/files.ts";
export { rows } from "./sources/rows.ts";
export type { FileFormat, RowContract, Source } from "./sources/source.ts";
export { reasonOf } from "./stages/failure.ts";
export type { Row, RowFunction, RowsStep, SqlStep, Step } from "./transform/step.ts";
