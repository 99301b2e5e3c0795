import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { eventBridgeBus } from "@waybill/aws/bus";
import { electroLineage } from "@waybill/aws/lineage";
import { cloudWatchMetrics } from "@waybill/aws/metrics";
import { type S3Objects, s3Objects } from "@waybill/aws/objects";
import {
  type Bus,
  type Engine,
  type Lineage,
  type Metrics,
  systemClock,
  type Warehouse,
} from "@waybill/core";
import type { Ports } from "@waybill/core/stages";
import { type Environment, environment } from "./environment.ts";
import { noEngine, noWarehouse } from "./ports/absent.ts";
import { inTwoBuckets } from "./ports/objects.ts";
import { DeployedPipelines, type PipelineList } from "./ports/pipelines.ts";
import { sourceStores } from "./ports/stores.ts";
import { linked } from "./resources.ts";

/** What one function is made of, beside what they all are. */
export interface Parts {
  readonly pipelines: PipelineList;
  readonly engine?: (env: Environment, stores: ReturnType<typeof sourceStores>) => Engine;
  readonly warehouse?: () => Warehouse;
}

export interface Composed {
  readonly env: Environment;
  readonly ports: Ports & { readonly pipelines: DeployedPipelines };
  /** Empties the work folder: the next invocation may find this process again. */
  clean(): Promise<void>;
}

/** The only place where what is deployed meets what the stages ask for. */
export function compose(name: string, { pipelines, engine, warehouse }: Parts): Composed {
  const env = environment();
  const stores = sourceStores(env);
  const staging = bucket("Staging", env);
  const quarantine = bucket("Quarantine", env);
  return {
    env,
    ports: {
      bus: openBus(),
      lineage: openLineage(env),
      objects: inTwoBuckets(staging, quarantine, `s3://${linked("Quarantine").name}/`),
      warehouse: warehouse?.() ?? noWarehouse(name),
      engine: engine?.(env, stores) ?? noEngine(name),
      clock: systemClock,
      metrics: openMetrics(name),
      pipelines: new DeployedPipelines(pipelines, stores),
      attemptId: () => randomUUID().slice(0, 13),
      settings: stageSettings(env),
    },
    clean: async () => {
      await Promise.all([staging.clean(), quarantine.clean()]);
    },
  };
}

export const stageSettings = (env: Environment) => ({
  /** A function has no files of its own: sources are URIs. */
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

/** Two stores share the work folder, so that the engine finds what both of them hold below one. */
function bucket(name: "Staging" | "Quarantine", env: Environment): S3Objects {
  const { name: bucket, key } = linked(name);
  return s3Objects({
    settings: {},
    bucket,
    kmsKeyId: key,
    workFolder: join(env.WAYBILL_WORK_FOLDER, "artifacts"),
  });
}
