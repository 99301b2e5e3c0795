import { answered } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import type { StateFlag } from "../command-line/flags.ts";
import { printLineage } from "../lineage/lineage.ts";
import { requireProject } from "../project/locate.ts";
import { listPipelines } from "../project/pipelines.ts";
import type { Project } from "../project/project.ts";
import type { RunOutcome } from "../run/run-pipeline.ts";
import { tell } from "../run/tell.ts";
import { runOf, watch } from "../run/watch.ts";
import { localReader } from "../stage/local-reader.ts";
import { nextLines } from "./lines.ts";

/** Every pipeline of the list in its order, then the lineage of one run, and what to type next. */
export default async function demo(this: Cli, flags: StateFlag): Promise<void> {
  const project = requireProject(this.cwd);
  const outcomes: RunOutcome[] = [];
  for (const pipeline of await allPipelines(project)) {
    const { name } = pipeline.plan;
    const watched = await watch(this, flags, runOf({ pipeline, baseDir: project.root }, name));
    tell(this, flags, watched, { withNext: false });
    if (watched.problem) this.exitCode = watched.exitCode;
    // One that fails does not keep the others from being seen; one that was stopped does.
    if (!watched.outcome.completed) return;
    answered(stateFolder(this, flags.state), name, watched.outcome.runId);
    outcomes.push(watched.outcome);
  }
  const shown = outcomes.findLast(({ heldBack }) => heldBack.length > 0) ?? outcomes.at(-1);
  if (shown) await showLineage(this, flags, shown);
}

/** A broken file ends it before anything runs: the demo is a whole. */
async function allPipelines(project: Project) {
  const files = await listPipelines(project);
  const broken = files.find(({ error }) => error !== null);
  if (broken) throw broken.error;
  return files.flatMap(({ pipelines }) => pipelines);
}

async function showLineage(cli: Cli, flags: StateFlag, { runId, loaded }: RunOutcome): Promise<void> {
  const { out, commands } = cli;
  out.line(out.paint.bold("What happened in that last run, hop by hop"));
  out.line();
  using reader = localReader(stateFolder(cli, flags.state));
  await printLineage(cli, reader, runId, flags);
  const lines = nextLines({ runId, table: loaded?.data.table ?? null, typed: commands.typed }, out.paint);
  for (const line of lines) out.line(line);
}
