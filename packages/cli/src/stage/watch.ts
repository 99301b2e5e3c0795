import type { Going } from "@waybill/aws/api-client";
import { WaybillError } from "@waybill/core";
import { isEvent, Loaded, type RunEvent } from "@waybill/events";
import type { Cli } from "../command-line/cli.ts";
import { EXIT, exitCodeOf, type Problem } from "../command-line/problem.ts";
import { heldBack } from "../quarantine/artifacts.ts";
import { withPaths } from "../quarantine/open.ts";
import type { RunFlags } from "../run/command.ts";
import { listenForInterrupt } from "../run/interrupt.ts";
import { RunProgress } from "../run/progress.ts";
import { type RunOutcome, sinceAsked } from "../run/run-pipeline.ts";
import { viewFor, type Watched } from "../run/watch.ts";
import { follow } from "./follow.ts";
import { openStage, type StageReader } from "./stage-reader.ts";

/** Asks a stage for a run, and watches it to its end, or until Ctrl-C: it goes on then, and nobody looks. */
export async function watchOnStage(
  cli: Cli,
  flags: RunFlags & { readonly stage: string },
  ask: (reader: StageReader) => Promise<Going>,
): Promise<Watched> {
  const log = (line: string) => cli.err.line(line);
  using interrupt = listenForInterrupt(() =>
    log("the run goes on, on the stage; it is not followed any more"),
  );
  using reader = await openStage(cli, flags.stage, interrupt.signal);
  const going = await ask(reader);
  const progress = new RunProgress({ source: going.source, lookups: going.lookups });
  const outcome = await watched(cli, flags, { reader, going, progress, signal: interrupt.signal });
  const problem = outcome.completed ? outcome.completed.data.reason : notFollowed(going);
  return {
    pipeline: going.run.pipeline,
    partitions: progress.units.partitions.length,
    outcome,
    problem,
    exitCode: outcome.completed ? (problem ? exitCodeOf(problem) : EXIT.done) : interrupt.exitCode,
  };
}

interface Watching {
  readonly reader: StageReader;
  readonly going: Going;
  readonly progress: RunProgress;
  readonly signal: AbortSignal;
}

async function watched(
  cli: Cli,
  flags: RunFlags,
  { reader, going, progress, signal }: Watching,
): Promise<RunOutcome> {
  const { run, generation, resumed } = going;
  const { runId, pipeline } = run;
  const view = viewFor(cli, flags, progress);
  let loaded: Loaded | null = null;
  const onEvent = (event: RunEvent) => {
    if (isEvent(Loaded, event)) loaded = event;
    progress.add(event);
    // Whoever asks for a retry has seen what came before it.
    if (event.metadata.slot.generation >= generation) view.event(event);
  };
  view.begin({ pipeline, runId, resumed, generation });
  const completed = await follow(reader, { runId, generation, signal, onEvent, log: view.log })
    .catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    })
    .finally(() => view.end());
  if (!completed) return { runId, resumed, completed, loaded, heldBack: [], deadLetters: 0 };
  return {
    runId,
    resumed,
    completed: sinceAsked(completed, progress.startedAt),
    loaded,
    ...(await leftOf(reader, runId, (line) => cli.err.line(line))),
  };
}

/** What a run has left behind: rows and events that nobody could deal with. */
async function leftOf(
  { lineage, deadLetters, placeOf }: StageReader,
  runId: string,
  log: (line: string) => void,
): Promise<Pick<RunOutcome, "heldBack" | "deadLetters">> {
  const letters = deadLetters.list({ runId }).catch((error: unknown) => {
    if (!(error instanceof WaybillError)) throw error;
    log(`whether it has dead letters could not be found out: ${error.message}`);
    return { items: [] };
  });
  const held = heldBack(await lineage.hops(runId));
  return { heldBack: await withPaths(held, placeOf), deadLetters: (await letters).items.length };
}

const notFollowed = ({ run: { runId } }: Going): Problem => ({
  class: "transient",
  code: "run.interrupted",
  message: `run ${runId} is not followed any more`,
  where: `run ${runId}`,
  why: "it goes on, on the stage: only the watching was stopped",
  next: `see how far it is: waybill lineage ${runId}`,
});
