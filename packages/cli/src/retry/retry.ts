import type { RunItem } from "@waybill/core";
import { type Envelope, isEvent, Requested } from "@waybill/events";
import { answered, openReader } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import type { Problem } from "../command-line/problem.ts";
import { tell } from "../run/tell.ts";
import { type Task, watch } from "../run/watch.ts";
import { findRun } from "../runs/find-run.ts";
import type { RetryFlags } from "./command.ts";
import { locateAgain, type Origin } from "./locate.ts";
import { refuseRetry } from "./refuse.ts";

export default async function retry(this: Cli, flags: RetryFlags, given: string): Promise<void> {
  const { stage } = flags;
  if (stage !== undefined)
    return (await import("../stage/run.ts")).retryOnStage(this, { ...flags, stage }, given);
  const state = stateFolder(this, flags.state);
  const { run, hops } = await readRun(state, given);
  const request = hops.find((hop) => isEvent(Requested, hop));
  const origin = await locateAgain(run, request, this.cwd);
  refuseRetry(run, hops, origin);
  const watched = await watch(this, flags, retryOf(run, origin));
  tell(this, flags, { ...watched, problem: withAnew(watched.problem, origin) }, { withNext: true });
  if (watched.outcome.completed) answered(state, run.pipeline, run.runId);
  this.exitCode = watched.exitCode;
}

async function readRun(
  state: string,
  given: string,
): Promise<{ readonly run: RunItem; readonly hops: readonly Envelope[] }> {
  using reader = openReader(state);
  const run = await findRun(reader.lineage, given);
  return { run, hops: await reader.lineage.hops(run.runId) };
}

const retryOf = ({ runId, pipeline }: RunItem, { located }: Origin): Task => ({
  located,
  words: ["retry", runId],
  async ask(runtime) {
    const { generation, resumed, changed } = await runtime.retry(located.pipeline, runId);
    const remark = changed
      ? `${pipeline} has changed since run ${runId} was asked for: what is done stays as it is, the rest is done by the pipeline of now`
      : null;
    return { runId, generation, resumed, remark };
  },
});

/** A retry reads what the run has planned. What is another file by now takes a run of its own. */
const withAnew = (problem: Problem | null, { anew }: Origin): Problem | null =>
  problem?.code === "file.changed"
    ? { ...problem, next: `read it as it is now, in a new run: ${anew}` }
    : problem;
