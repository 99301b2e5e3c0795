import { type Cli, stateFolder } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { exitCodeOf, explain, type Problem } from "../command-line/problem.ts";
import { programName, typed, withProgram } from "../command-line/typed.ts";
import { type Located, locatePipeline } from "../project/locate.ts";
import { listSubscribers } from "../project/subscribers.ts";
import { shortPath } from "../terminal/path.ts";
import type { RunFlags } from "./command.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { RunProgress } from "./progress.ts";
import { problemOfRun, runResult } from "./result.ts";
import { type RunOutcome, runPipeline } from "./run-pipeline.ts";
import { summaryLines } from "./summary.ts";
import { liveView, plainView, type RunView, silentView } from "./view.ts";

export default async function run(this: Cli, flags: RunFlags, given: string): Promise<void> {
  const located = await locatePipeline(given, this.cwd);
  const { outcome, problem } = await watched(this, flags, given, located);
  if (problem) this.exitCode = outcome.completed ? exitCodeOf(problem) : this.exitCode;
}

/** Runs a pipeline in front of somebody, and tells them how it ended. */
export async function watched(
  cli: Cli,
  flags: RunFlags,
  given: string,
  located: Located,
): Promise<{ readonly outcome: RunOutcome; readonly problem: Problem | null }> {
  const { plan } = located.pipeline;
  const progress = new RunProgress({
    source: plan.source.name,
    lookups: plan.lookups.map(({ name }) => name),
  });
  const view = viewFor(cli, flags, progress);
  using interrupt = listenForInterrupt(() => view.log("stopping: what is being done is given back …"));
  const outcome = await runPipeline({
    located,
    progress,
    view,
    signal: interrupt.signal,
    parameters: Object.fromEntries((flags.set ?? []).map(({ key, value }) => [key, value])),
    settings: await settingsFor(cli, flags, given),
  });
  const problem = problemOfRun(outcome, typed("waybill", ["run", given], flags.state));
  if (!outcome.completed) cli.exitCode = interrupt.exitCode;
  tell(cli, flags, outcome, problem, { pipeline: plan.name, partitions: progress.units.partitions.length });
  return { outcome, problem };
}

function viewFor({ out, err }: Cli, { json, quiet }: RunFlags, progress: RunProgress): RunView {
  if (quiet) return silentView;
  const output = json ? err : out;
  return output.isTerminal ? liveView(output, progress) : plainView(output);
}

async function settingsFor(cli: Cli, flags: RunFlags, given: string) {
  const { memory, threads, partitionSize } = flags;
  return {
    state: stateFolder(cli, flags.state),
    producer: `waybill@${cli.version}`,
    command: `waybill run ${given}`,
    subscribers: await listSubscribers(cli.cwd),
    ...(memory !== undefined && { memory }),
    ...(threads !== undefined && { threads }),
    ...(partitionSize !== undefined && { partitionBytes: partitionSize }),
  };
}

function tell(
  cli: Cli,
  flags: RunFlags,
  outcome: RunOutcome,
  problem: Problem | null,
  { pipeline, partitions }: { readonly pipeline: string; readonly partitions: number },
): void {
  const { out, err, cwd, env } = cli;
  const program = programName(env);
  if (flags.json) printJson(out, runResult(outcome, pipeline, partitions, problem));
  else if (outcome.completed) {
    const { completed, loaded, heldBack, deadLetters } = outcome;
    const summary = summaryLines(
      {
        completed,
        loaded,
        heldBack,
        deadLetters,
        showPath: (path) => shortPath(path, cwd),
        typed: (...words) => typed(program, words, flags.state),
      },
      out.paint,
    );
    const [headline = ""] = summary;
    if (flags.quiet) out.line(headline);
    else for (const line of ["", ...summary, ""]) out.line(line);
  }
  if (!problem) return;
  const shown = { ...problem, next: problem.next && withProgram(problem.next, program) };
  for (const line of explain(shown, err.paint)) err.line(line);
}
