import { randomUUID } from "node:crypto";
import { eventBridgeBus } from "@waybill/aws/bus";
import { electroLineage } from "@waybill/aws/lineage";
import { cloudWatchMetrics } from "@waybill/aws/metrics";
import {
  type Bus,
  type Engine,
  type Lineage,
  type Metrics,
  type Objects,
  type SourceStores,
  systemClock,
  type Warehouse,
} from "@waybill/core";
import type { Ports } from "@waybill/core/stages";
import { type Environment, environment } from "./environment.ts";
import { noEngine, noObjects, noWarehouse } from "./ports/absent.ts";
import { DeployedPipelines, type PipelineList } from "./ports/pipelines.ts";
import { linked } from "./resources.ts";

/** What one function is made of, beside what they all are. What is absent here is not in its bundle either. */
export interface Parts {
  readonly pipelines: PipelineList;
  readonly objects?: (env: Environment) => OpenedObjects;
  readonly stores?: (env: Environment) => SourceStores;
  /** Where relative paths of sources are. Absent: this function looks for none. */
  readonly base?: () => string;
  readonly engine?: (env: Environment) => Engine;
  readonly warehouse?: () => Warehouse;
}

export interface OpenedObjects {
  readonly objects: Objects;
  /** Empties the work folder: the next invocation may find this process again. */
  clean(): Promise<void>;
}

export interface Composed {
  readonly ports: Ports;
  clean(): Promise<void>;
}

/** The only place where what is deployed meets what the stages ask for. */
export function compose(name: string, parts: Parts): Composed {
  const env = environment();
  const opened = parts.objects?.(env) ?? { objects: noObjects(name), clean: async () => {} };
  return {
    clean: opened.clean,
    ports: {
      bus: openBus(),
      lineage: openLineage(env),
      objects: opened.objects,
      warehouse: parts.warehouse?.() ?? noWarehouse(name),
      engine: parts.engine?.(env) ?? noEngine(name),
      clock: systemClock,
      metrics: openMetrics(name),
      pipelines: new DeployedPipelines(parts.pipelines, parts.stores?.(env)),
      attemptId: () => randomUUID().slice(0, 13),
      settings: { ...stageSettings(env), ...(parts.base && { baseDir: parts.base() }) },
    },
  };
}

export const stageSettings = (env: Environment) => ({
  baseDir: "/",
  partitionBytes: env.WAYBILL_PARTITION_BYTES,
  producer: `waybill-${env.WAYBILL_STAGE}`,
});

export const openMetrics = (name: string): Metrics => cloudWatchMetrics({ service: `waybill-${name}` });

export const openLineage = (env: Environment): Lineage =>
  electroLineage({ aws: {}, table: linked("Lineage").name, retentionDays: env.WAYBILL_RETENTION_DAYS });

export const openBus = (): Bus =>
  eventBridgeBus({
    busName: linked("Bus").name,
    queues: Object.fromEntries(Object.entries(linked("Queues")).map(([name, { url }]) => [name, url])),
  });
