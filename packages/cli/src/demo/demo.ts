import { openReader } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import type { StateFlag } from "../command-line/flags.ts";
import { exitCodeOf } from "../command-line/problem.ts";
import { programName, typed } from "../command-line/typed.ts";
import { printLineage } from "../lineage/lineage.ts";
import { requireProject } from "../project/locate.ts";
import { listPipelines } from "../project/pipelines.ts";
import { watched } from "../run/run.ts";
import type { RunOutcome } from "../run/run-pipeline.ts";
import { padEnd } from "../terminal/text.ts";

export default async function demo(this: Cli, flags: StateFlag): Promise<void> {
  const { out } = this;
  const outcomes: RunOutcome[] = [];
  const { root, pipelines } = await allPipelines(this.cwd);
  for (const pipeline of pipelines) {
    const { name } = pipeline.plan;
    const { outcome, problem } = await watched(this, flags, name, { pipeline, baseDir: root });
    if (!outcome.completed) return;
    // A pipeline that fails does not keep the others from being seen.
    if (problem) this.exitCode = exitCodeOf(problem);
    outcomes.push(outcome);
  }
  const shown = outcomes.find(({ heldBack }) => heldBack.length > 0) ?? outcomes[0];
  if (!shown) return;
  out.line(out.paint.bold("What happened in one of these runs, hop by hop:"));
  out.line();
  using reader = openReader(stateFolder(this, flags.state));
  await printLineage(this, reader, shown.runId, flags);
  for (const line of nextLines(this, flags, shown)) out.line(line);
}

/** The first broken file ends it: the demo is a whole. */
async function allPipelines(cwd: string) {
  const { root, ...project } = requireProject(cwd);
  const files = await listPipelines({ root, ...project });
  const broken = files.find(({ error }) => error !== null);
  if (broken) throw broken.error;
  return { root, pipelines: files.flatMap(({ pipelines }) => pipelines) };
}

function nextLines(
  { out, env }: Cli,
  { state }: StateFlag,
  { runId, loaded }: RunOutcome,
): readonly string[] {
  const program = programName(env);
  const { paint } = out;
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ["every run so far", ["runs"]],
    ["the rows that did not make it, and why", ["quarantine", "show", runId]],
    ["look into the warehouse", ["query", `from ${loaded?.data.table ?? "flights"} limit 10`]],
    ["a run again, as a machine sees it", ["run", loaded?.metadata.pipeline ?? "flights", "--json"]],
    ["a pipeline from a file of yours", ["init", "data.csv"]],
  ];
  const commands = steps.map(
    ([remark, words]) => [typed(program, words, words[0] === "init" ? undefined : state), remark] as const,
  );
  const width = Math.max(...commands.map(([command]) => command.length));
  return [
    "",
    paint.bold("type next"),
    ...commands.map(([command, remark]) => `  ${paint.cyan(padEnd(command, width))}   ${paint.dim(remark)}`),
  ];
}
