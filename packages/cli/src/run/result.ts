import type { Problem } from "../command-line/problem.ts";
import type { OpenedHeldBack } from "../quarantine/open.ts";
import type { RunOutcome } from "./run-pipeline.ts";

/** What went wrong in the run itself; null where it ended well. `goOn`: the command that goes on with it. */
export function problemOfRun({ completed, runId }: RunOutcome, goOn: string): Problem | null {
  if (!completed) return stopped(runId, goOn);
  const { reason } = completed.data;
  return reason && { ...reason };
}

const stopped = (runId: string, goOn: string): Problem => ({
  class: "transient",
  code: "run.interrupted",
  message: `run ${runId} was stopped before its end`,
  where: `run ${runId}`,
  why: "what is done is kept; nothing of it is loaded before the run is whole",
  next: `go on with it: ${goOn}`,
});

/** The one object that `run --json` prints. */
export function runResult(outcome: RunOutcome, pipeline: string, partitions: number, error: Problem | null) {
  const { runId, resumed, completed, heldBack, deadLetters } = outcome;
  return {
    run: runId,
    pipeline,
    status: completed?.data.status ?? "stopped",
    partitions,
    rows: completed?.data.rows ?? null,
    stages: completed?.data.stages ?? {},
    warehouse: warehouseOf(outcome),
    quarantine: artifactsOf(heldBack, "quarantine"),
    rejects: artifactsOf(heldBack, "rejects"),
    checks: completed?.data.checks ?? [],
    ms: completed?.data.ms ?? null,
    resumed,
    deadLetters,
    ...(error && { error }),
  };
}

function warehouseOf({ loaded }: RunOutcome) {
  if (!loaded) return null;
  const { warehouse: name, table, mode, rows, drift } = loaded.data;
  return { name, table, mode, rows, drift };
}

const artifactsOf = (items: readonly OpenedHeldBack[], kind: OpenedHeldBack["kind"]) =>
  items
    .filter((item) => item.kind === kind)
    .map(({ stage, unit, rows, path }) => ({ stage, unit, rows, path }));
