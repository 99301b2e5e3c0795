import { Permanent, Usage } from "@waybill/core";
import type { LocatedPipeline } from "./settings.ts";

export const loadsNowhere = ({ plan, module }: LocatedPipeline): Usage =>
  new Usage("pipeline.no-load", `pipeline ${plan.name} does not say where its rows go`, {
    where: module,
    next: `end it with .load({ table: "${plan.name}", mode: "append" })`,
  });

/** A run of a pipeline whose file is another one by now. */
export const outdated = (runId: string, pipeline: string): Permanent =>
  new Permanent("run.outdated", `${pipeline} has changed since run ${runId} was asked for`, {
    where: `run ${runId}`,
    why: "a run is of one version of its pipeline: what the other version has done does not fit",
    next: `run the version that there is now: waybill run ${pipeline}`,
  });

export const stopped = (runId: string): Permanent =>
  new Permanent("run.stopped", `run ${runId} stopped without an end`, {
    where: `run ${runId}`,
    why: "no event of it is left in any queue",
    next: "look for its last words: waybill dlq list, waybill lineage",
  });
