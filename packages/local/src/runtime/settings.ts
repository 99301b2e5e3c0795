import type { Plan } from "@waybill/core";
import type { Subscriber } from "@waybill/events";

/** A pipeline, and the file that it can be imported from again: by the engine's worker, or after a crash. */
export interface LocatedPipeline {
  readonly plan: Plan;
  /** Absolute. */
  readonly module: string;
  readonly export: string;
}

export interface NamedSubscriber {
  readonly name: string;
  readonly subscriber: Subscriber;
}

export interface RuntimeSettings {
  /** The state folder: `.waybill`. */
  readonly state: string;
  /** Relative paths of sources are below this folder. */
  readonly baseDir: string;
  /** What the engine may use: `2GB`. Absent: a share of the machine. */
  readonly memory?: string;
  readonly threads?: number;
  /** Bytes that a partition of a large file has at least. */
  readonly partitionBytes?: number;
  /** `waybill@0.1.0` */
  readonly producer: string;
  /** What this process does, for others who find the state locked: `waybill run flights`. */
  readonly command: string;
  readonly subscribers: readonly NamedSubscriber[];
  /** Lines for people: retries, dead letters, what subscribers log. */
  readonly log: (line: string) => void;
}

/** A retry of less than this repeats little, and a partition of more than this keeps every core busy. */
export const PARTITION_BYTES = 256 * 1024 * 1024;
