import { planDigest, systemClock, Usage } from "@waybill/core";
import { requestRun } from "@waybill/core/stages";
import { runIdFor, type Trigger } from "@waybill/events";
import { openBus, openLineage, stageSettings } from "../compose.ts";
import { environment } from "../environment.ts";
import { DeployedPipelines, type PipelineList } from "../ports/pipelines.ts";

export interface Asked {
  readonly pipeline: string;
  /** When the trigger says that it happened, in milliseconds since 1970. */
  readonly at: number;
  /** What tells this trigger from every other one: the same again is the same run. */
  readonly key: readonly string[];
  readonly trigger: Trigger;
  readonly parameters: Readonly<Record<string, string>>;
}

export type Ask = (asked: Asked) => Promise<string>;

/** Asks for runs of what is deployed; gives the run's id. Errors: `Usage` `pipeline.missing`. */
export function asking(list: PipelineList): Ask {
  const env = environment();
  const ports = {
    bus: openBus(),
    lineage: openLineage(env),
    clock: systemClock,
    settings: stageSettings(env),
  };
  const pipelines = new DeployedPipelines(list);
  return async ({ pipeline, at, key, trigger, parameters }) => {
    const plan = await pipelines.named(pipeline);
    if (!plan) throw notDeployed(pipeline);
    const runId = runIdFor(at, pipeline, ...key);
    const digest = planDigest(plan);
    await requestRun(ports, { runId, pipeline, module: null, digest, trigger, parameters });
    return runId;
  };
}

const notDeployed = (pipeline: string) =>
  new Usage("pipeline.missing", `there is no pipeline ${pipeline} in this deployment`, {
    where: pipeline,
    next: "list its file in pipelines/index.ts, or correct the name in stacks/settings.ts, and deploy",
  });
