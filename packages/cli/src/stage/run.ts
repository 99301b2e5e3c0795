import type { Going } from "@waybill/aws/api-client";
import { Usage } from "@waybill/core";
import { newRunId } from "@waybill/events";
import type { Cli } from "../command-line/cli.ts";
import { isPath } from "../project/locate.ts";
import type { RunFlags } from "../run/command.ts";
import { tell } from "../run/tell.ts";
import { findRun } from "../runs/find-run.ts";
import { refuseBoth } from "./open.ts";
import type { StageReader } from "./stage-reader.ts";
import { watchOnStage } from "./watch.ts";

type StageFlags = RunFlags & { readonly stage: string };

/** A run of a pipeline that is deployed there. Throws `Usage`: `stage.own-means`, `stage.path`, and what the API says. */
export async function runOnStage(cli: Cli, flags: StageFlags, pipeline: string): Promise<void> {
  if (isPath(pipeline)) throw notAName(pipeline, flags.stage);
  const parameters = Object.fromEntries((flags.set ?? []).map(({ key, value }) => [key, value]));
  // Made here: where the answer is lost, asking again asks for the same run.
  const path = `/v1/runs/${newRunId(Date.now())}`;
  await watchAndTell(cli, flags, async ({ call }) => {
    const going = (await call({ method: "PUT", path, body: { pipeline, parameters } })) as Going;
    return { ...going, resumed: false };
  });
}

/** Does again what failed in a run there, with the pipeline that is deployed there now. */
export const retryOnStage = (cli: Cli, flags: StageFlags, given: string): Promise<void> =>
  watchAndTell(cli, flags, async ({ call, lineage }) => {
    const { runId } = await findRun(lineage, given);
    return (await call({ method: "POST", path: `/v1/runs/${runId}/retry` })) as Going;
  });

async function watchAndTell(
  cli: Cli,
  flags: StageFlags,
  ask: (reader: StageReader) => Promise<Going>,
): Promise<void> {
  refuseBoth(flags);
  refuseOwnMeans(flags);
  const watched = await watchOnStage(cli, flags, ask);
  tell(cli, flags, watched, { withNext: true });
  cli.exitCode = watched.exitCode;
}

function refuseOwnMeans({ memory, threads, partitionSize, stage }: StageFlags): void {
  const given = [
    memory !== undefined && "--memory",
    threads !== undefined && "--threads",
    partitionSize !== undefined && "--partition-size",
  ].filter((flag) => flag !== false);
  if (given.length === 0) return;
  throw new Usage("stage.own-means", `${given.join(" and ")} cannot be said for a run on stage ${stage}`, {
    where: given.join(" "),
    why: "what a run may use there was settled when the stage was deployed",
    next: "set it in stacks/settings.ts and deploy, or leave it out",
  });
}

const notAName = (given: string, stage: string): Usage =>
  new Usage("stage.path", `${given} is a path, and stage ${stage} knows pipelines by their names`, {
    where: given,
    why: "what runs there is what was deployed, not what is in this folder",
    next: `list the file in pipelines/index.ts, deploy it (npx sst deploy --stage ${stage}), and type the pipeline's name`,
  });
