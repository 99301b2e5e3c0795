import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type S3Objects, s3Objects } from "@waybill/aws/objects";
import { s3Store } from "@waybill/aws/store";
import { type Engine, engineWithStores, type SourceStores } from "@waybill/core";
import { duckdbEngine, limitsFor } from "@waybill/core/engine";
import type { OpenedObjects, Parts } from "../compose.ts";
import type { Environment } from "../environment.ts";
import { linked } from "../resources.ts";
import { inTwoBuckets } from "./objects.ts";

/** What the functions that move rows have beside the others. */
export const withEngine: Required<Pick<Parts, "objects" | "stores" | "engine">> = {
  objects: openObjects,
  stores: sourceStores,
  engine: openEngine,
};

/** Two buckets, and one work folder for both, so that the engine finds what either holds below one. */
function openObjects(env: Environment): OpenedObjects {
  const staging = bucket("Staging", env);
  const quarantine = bucket("Quarantine", env);
  return {
    objects: inTwoBuckets(staging, quarantine, `s3://${linked("Quarantine").name}/`),
    clean: async () => {
      await Promise.all([staging.clean(), quarantine.clean()]);
    },
  };
}

function bucket(name: "Staging" | "Quarantine", env: Environment): S3Objects {
  const { name: bucket, key } = linked(name);
  const workFolder = join(env.WAYBILL_WORK_FOLDER, "artifacts");
  return s3Objects({ settings: {}, bucket, kmsKeyId: key, workFolder });
}

/** Sources lie in S3: a function has no files of its own. */
function sourceStores(env: Environment): SourceStores {
  return { byScheme: { s3: () => s3Store({}) }, folder: join(env.WAYBILL_WORK_FOLDER, "sources") };
}

/** In the function's own thread: nothing else goes on in an invocation. */
function openEngine(env: Environment): Engine {
  const tempDirectory = join(env.WAYBILL_WORK_FOLDER, "engine");
  const stores = sourceStores(env);
  for (const folder of [tempDirectory, stores.folder]) mkdirSync(folder, { recursive: true });
  const limits = limitsFor(
    env.WAYBILL_MEMORY_MB === undefined ? {} : { memoryLimit: `${env.WAYBILL_MEMORY_MB}MB` },
  );
  return engineWithStores(duckdbEngine({ ...limits, tempDirectory }), stores);
}
