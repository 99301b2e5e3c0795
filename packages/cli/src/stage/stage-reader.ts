import type { ApiClient } from "@waybill/aws/api-client";
import { datasetsOf } from "@waybill/core";
import type { Envelope } from "@waybill/events";
import type { Cli } from "../command-line/cli.ts";
import { addressOf } from "./address.ts";
import { Downloads } from "./downloads.ts";
import type { RunReader } from "./run-reader.ts";
import { stageDeadLetters } from "./stage-dead-letters.ts";
import { stageEvents } from "./stage-events.ts";
import { stageLineage } from "./stage-lineage.ts";

export interface StageReader extends RunReader {
  /** The API itself, for acts. */
  readonly call: ApiClient;
}

const POLL_MS = 2000;

/**
 * What has run on a deployed stage, over its API, signed by whoever is signed in to AWS. `signal` ends its calls.
 * Throws `Usage`: `stage.no-address`, `stage.outputs`, `stage.url`, `aws.region`.
 */
export async function openStage(cli: Cli, stage: string, signal?: AbortSignal): Promise<StageReader> {
  const { apiClient } = await import("@waybill/aws/api-client");
  const client = apiClient({ url: addressOf(stage, cli), stage });
  const call: ApiClient = (asked) => client({ ...asked, ...(signal && { signal }) });
  const downloads = new Downloads(call);
  return {
    call,
    lineage: stageLineage(call),
    events: stageEvents(call),
    deadLetters: stageDeadLetters(call),
    open: (runId, artifact) => downloads.open(runId, artifact),
    placeOf: async ({ uri }) => uri,
    folderOf,
    pollMs: POLL_MS,
    [Symbol.dispose]: () => downloads[Symbol.dispose](),
  };
}

/** Below which the run's artifacts lie: `s3://staging/dt=2026-11-24/01JD3…` */
function folderOf(runId: string, hops: readonly Envelope[]): string | null {
  const own = `/${runId}/`;
  const uri = hops.flatMap(datasetsOf).find((name) => name.includes(own));
  return uri === undefined ? null : uri.slice(0, uri.indexOf(own) + own.length - 1);
}
