import type { Completed, Envelope, Loaded, RunEvent } from "@waybill/events";
import { isEvent, Loaded as LoadedEvent } from "@waybill/events";
import { openReader, openRuntime, type Runtime, type RuntimeSettings } from "@waybill/local";
import type { Located } from "../project/locate.ts";
import { heldBack } from "../quarantine/artifacts.ts";
import { type OpenedHeldBack, openAll } from "../quarantine/open.ts";
import type { RunProgress } from "./progress.ts";
import type { Begun, RunView } from "./view.ts";

/** What a runtime was asked for. */
export interface Asked extends Omit<Begun, "pipeline"> {
  /** Something about it that whoever watches should know; null: nothing. */
  readonly remark: string | null;
}

export interface RunOrder {
  readonly located: Located;
  readonly ask: (runtime: Runtime) => Promise<Asked>;
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

/** Works on what the order asks for, until it is over or the signal aborts. */
export async function runPipeline(order: RunOrder): Promise<RunOutcome> {
  const { located, ask, settings, progress, view, signal } = order;
  const runtime = await openRuntime({ ...settings, baseDir: located.baseDir, log: (line) => view.log(line) });
  let loaded: Loaded | null = null;
  try {
    const { remark, ...asked } = await ask(runtime);
    const { runId, resumed } = asked;
    view.begin({ pipeline: located.pipeline.plan.name, ...asked });
    if (remark !== null) view.log(remark);
    const onEvent = (event: RunEvent) => {
      if (isEvent(LoadedEvent, event)) loaded = event;
      progress.add(event);
      // Whoever asks for a retry has seen what came before it.
      if (event.metadata.slot.generation >= asked.generation) view.event(event);
    };
    const end = await runtime.work(runId, { signal, onEvent }).catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
    return {
      runId,
      resumed,
      completed: end && sinceAsked(end.completed, progress.startedAt),
      loaded,
      heldBack: await heldBackOf(settings.state, runId),
      deadLetters: end?.deadLetters ?? 0,
    };
  } finally {
    view.end();
    await runtime.close();
  }
}

/** A retry takes the time since it was asked for, not since the run was. */
export function sinceAsked(completed: Completed, startedAt: number | null): Completed {
  const { slot, occurredAt } = completed.metadata;
  if (slot.generation === 0 || startedAt === null) return completed;
  return { ...completed, data: { ...completed.data, ms: Math.max(0, Date.parse(occurredAt) - startedAt) } };
}

async function heldBackOf(state: string, runId: string): Promise<readonly OpenedHeldBack[]> {
  using reader = openReader(state);
  const hops: readonly Envelope[] = await reader.lineage.hops(runId);
  return openAll(reader.objects, heldBack(hops));
}
