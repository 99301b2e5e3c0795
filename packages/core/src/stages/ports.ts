import type { Plan } from "../pipeline/plan.ts";
import type { Bus } from "../ports/bus.ts";
import type { Clock } from "../ports/clock.ts";
import type { Engine } from "../ports/engine.ts";
import type { Lineage } from "../ports/lineage.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Objects } from "../ports/objects.ts";
import type { Warehouse } from "../ports/warehouse.ts";

/** All that a stage touches outside of itself. */
export interface Ports {
  readonly bus: Bus;
  readonly objects: Objects;
  readonly lineage: Lineage;
  readonly warehouse: Warehouse;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly pipelines: Pipelines;
  /** A name that no other attempt of anything has. */
  readonly attemptId: () => string;
  readonly settings: StageSettings;
}

export interface Pipelines {
  /** The plan of a run's pipeline. Errors: `Permanent` `pipeline.missing`, with the file it was in. */
  forRun(runId: string, pipeline: string): Promise<Plan>;
}

export interface StageSettings {
  /** Relative paths of sources are below this: a folder, or `s3://bucket`. */
  readonly baseDir: string;
  /** Bytes that a partition of a large file has at least. */
  readonly partitionBytes: number;
  /** `waybill@0.1.0`, to which each stage adds its name. */
  readonly producer: string;
}

/** What the runtime says about one delivery of an event to a stage. */
export interface Delivery {
  /** Counted from 1. */
  readonly attempt: number;
  /** Nobody tries again after this one. */
  readonly lastAttempt: boolean;
  readonly signal: AbortSignal;
}
