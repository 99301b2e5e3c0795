import type { Completed, Envelope, Loaded, RunEvent } from "@waybill/events";
import { isEvent, Loaded as LoadedEvent } from "@waybill/events";
import { openReader, openRuntime, type RuntimeSettings } from "@waybill/local";
import type { Located } from "../project/locate.ts";
import { heldBack } from "../quarantine/artifacts.ts";
import { type OpenedHeldBack, openAll } from "../quarantine/open.ts";
import type { RunProgress } from "./progress.ts";
import type { RunView } from "./view.ts";

export interface RunOrder {
  readonly located: Located;
  readonly parameters: Readonly<Record<string, string>>;
  readonly settings: Omit<RuntimeSettings, "baseDir" | "log">;
  readonly progress: RunProgress;
  readonly view: RunView;
  readonly signal: AbortSignal;
}

/** A run that was worked on: to its end, or until somebody stopped it. */
export interface RunOutcome {
  readonly runId: string;
  readonly resumed: boolean;
  /** Null where it was stopped before its end. */
  readonly completed: Completed | null;
  readonly loaded: Loaded | null;
  readonly heldBack: readonly OpenedHeldBack[];
  readonly deadLetters: number;
}

/** Starts the pipeline's run, or goes on with the open one, and works until it is over or the signal aborts. */
export async function runPipeline(order: RunOrder): Promise<RunOutcome> {
  const { located, parameters, settings, view, signal } = order;
  const runtime = await openRuntime({ ...settings, baseDir: located.baseDir, log: (line) => view.log(line) });
  let loaded: Loaded | null = null;
  const onEvent = (event: RunEvent) => {
    if (isEvent(LoadedEvent, event)) loaded = event;
    order.progress.add(event);
    view.event(event);
  };
  try {
    const { runId, resumed } = await runtime.start(located.pipeline, parameters);
    view.begin({ pipeline: located.pipeline.plan.name, runId, resumed });
    const end = await runtime.work(runId, { signal, onEvent }).catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
    return {
      runId,
      resumed,
      completed: end?.completed ?? null,
      loaded,
      heldBack: await heldBackOf(settings.state, runId),
      deadLetters: end?.deadLetters ?? 0,
    };
  } finally {
    view.end();
    await runtime.close();
  }
}

async function heldBackOf(state: string, runId: string): Promise<readonly OpenedHeldBack[]> {
  using reader = openReader(state);
  const hops: readonly Envelope[] = await reader.lineage.hops(runId);
  return openAll(reader.objects, heldBack(hops));
}
