import { isDeepStrictEqual } from "node:util";
import type { Lineage } from "@waybill/core";
import { isEvent, Requested, RUN_UNIT, slotId } from "@waybill/events";

export interface Wanted {
  readonly pipeline: string;
  /** Of the plan as it is now. */
  readonly digest: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Runs that were asked for and of which nobody was told yet how they ended. */
  readonly asked: readonly string[];
}

export interface Begun {
  /** The run that the same command asked for before; null: there is none to go on with. */
  readonly runId: string | null;
  /** Runs of another version of the pipeline. What they have done does not fit what is still to do. */
  readonly outdated: readonly string[];
}

/** Looks for the run that a command goes on with. One that was asked for with other parameters stays as it is. */
export async function findBegun(lineage: Lineage, wanted: Wanted): Promise<Begun> {
  const { pipeline, digest, parameters, asked } = wanted;
  const { items } = await lineage.runs({ pipeline, outcome: "open", limit: 1000 }, null);
  const open = items.map(({ runId }) => runId);
  const candidates = new Set([...asked, ...open]);
  const found: string[] = [];
  const outdated: string[] = [];
  for (const runId of candidates) {
    const request = await requestOf(lineage, runId);
    if (request?.metadata.pipeline !== pipeline) continue;
    if (request.data.definition.digest !== digest) outdated.push(runId);
    else if (isDeepStrictEqual(request.data.parameters, parameters)) found.push(runId);
  }
  return { runId: found[0] ?? null, outdated };
}

/** How a run was asked for at first; null: it never came to that. */
export async function requestOf(lineage: Lineage, runId: string): Promise<Requested | null> {
  const hop = await lineage.getHop(slotId(runId, { unit: RUN_UNIT, stage: "request", generation: 0 }));
  return hop && isEvent(Requested, hop) ? hop : null;
}
