import type { Runtime } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import { EXIT, exitCodeOf, type Problem } from "../command-line/problem.ts";
import { typed } from "../command-line/typed.ts";
import type { Located } from "../project/locate.ts";
import { listSubscribers } from "../project/subscribers.ts";
import type { RunFlags } from "./command.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { RunProgress } from "./progress.ts";
import { problemOfRun } from "./result.ts";
import { type Asked, type RunOutcome, runPipeline } from "./run-pipeline.ts";
import { liveView, plainView, type RunView, silentView } from "./view.ts";

export interface Watched {
  readonly pipeline: string;
  readonly partitions: number;
  readonly outcome: RunOutcome;
  readonly problem: Problem | null;
  readonly exitCode: number;
}

export interface Task {
  readonly located: Located;
  /** What was typed, and is typed again to go on: `["run", "./flights.ts"]`. */
  readonly words: readonly string[];
  readonly ask: (runtime: Runtime) => Promise<Asked>;
}

/** A run of a pipeline: a new one, or the one that the same command asked for before. */
export const runOf = (located: Located, given: string, set: RunFlags["set"] = []): Task => ({
  located,
  words: ["run", given],
  async ask(runtime) {
    const parameters = Object.fromEntries(set.map(({ key, value }) => [key, value]));
    const started = await runtime.start(located.pipeline, parameters);
    return { ...started, generation: 0, remark: null };
  },
});

/** Works in front of somebody, until it is over or they stop it. */
export async function watch(cli: Cli, flags: RunFlags, task: Task): Promise<Watched> {
  const { located, words, ask } = task;
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
    ask,
    settings: await settingsFor(cli, flags, words),
  });
  const problem = problemOfRun(outcome, typed("waybill", words));
  const failure = problem ? exitCodeOf(problem) : EXIT.done;
  return {
    pipeline: plan.name,
    partitions: progress.units.partitions.length,
    outcome,
    problem,
    exitCode: outcome.completed ? failure : interrupt.exitCode,
  };
}

export function viewFor({ out, err }: Cli, { json, quiet }: RunFlags, progress: RunProgress): RunView {
  if (quiet) return silentView;
  const output = json ? err : out;
  return output.isTerminal ? liveView(output, progress) : plainView(output);
}

async function settingsFor(cli: Cli, flags: RunFlags, words: readonly string[]) {
  const { memory, threads, partitionSize } = flags;
  return {
    state: stateFolder(cli, flags.state),
    producer: `waybill@${cli.version}`,
    command: ["waybill", ...words].join(" "),
    subscribers: await listSubscribers(cli.cwd),
    ...(memory !== undefined && { memory }),
    ...(threads !== undefined && { threads }),
    ...(partitionSize !== undefined && { partitionBytes: partitionSize }),
  };
}
