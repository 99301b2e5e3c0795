import { type Plan, planDigest } from "@waybill/core";
import { type Ports, requestRetry } from "@waybill/core/stages";
import { RUN_UNIT, slotId } from "@waybill/events";
import { requestOf } from "./begun.ts";
import { refuseMisfit } from "./fits.ts";

export interface Retried {
  /** The one whose end is waited for. */
  readonly generation: number;
  /** It was asked for before, and was stopped before its end. */
  readonly resumed: boolean;
  /** The pipeline is another one than when the run was asked for. */
  readonly changed: boolean;
}

type RetryPorts = Pick<Ports, "lineage" | "bus" | "clock" | "settings">;

/**
 * Asks for what failed in a run to be done again by the pipeline as it is now, or finds that this was asked for already.
 * Errors: `Usage` `run.missing`, `run.not-failed`, `retry.outdated`.
 */
export async function askForRetry(ports: RetryPorts, runId: string, plan: Plan): Promise<Retried> {
  const { lineage } = ports;
  const run = await lineage.getRun(runId);
  const request = await requestOf(lineage, runId);
  if (request) refuseMisfit(plan, runId, await lineage.hops(runId));
  const changed = request?.data.definition.digest !== planDigest(plan);
  if (run && run.outcome === null && run.generation > 0) {
    return { generation: run.generation, resumed: true, changed };
  }
  await requestRetry(ports, runId, process.env.USER ?? null);
  return { generation: (run?.generation ?? 0) + 1, resumed: false, changed };
}

/** Its digest is that of the pipeline as it was at first: a retry is done by the pipeline as it is then. */
export async function isRetried({ lineage }: Pick<Ports, "lineage">, runId: string): Promise<boolean> {
  const { generation = 0 } = (await lineage.getRun(runId)) ?? {};
  const next = { unit: RUN_UNIT, stage: "request", generation: generation + 1 } as const;
  return generation > 0 || (await lineage.getHop(slotId(runId, next))) !== null;
}
