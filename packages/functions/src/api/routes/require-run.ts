import type { RunItem } from "@waybill/core";
import type { ApiPorts } from "../ports.ts";
import { noRun } from "../refusals.ts";

/** Errors: `Usage` `run.missing`. */
export async function requireRun({ lineage }: Pick<ApiPorts, "lineage">, runId: string): Promise<RunItem> {
  const run = await lineage.getRun(runId);
  if (run) return run;
  throw noRun(runId);
}
