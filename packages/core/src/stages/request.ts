import { type Envelope, isEvent, Requested, RUN_UNIT, slotId, type Trigger } from "@waybill/events";
import { Usage } from "../errors.ts";
import { runItem } from "../run/state.ts";
import { keep, traceparent } from "./announce.ts";
import type { Ports } from "./ports.ts";
import { generationEnd, whyNothing } from "./retry.ts";

export interface RunRequest {
  readonly runId: string;
  readonly pipeline: string;
  /** The file that exports the pipeline; null where it is known by name alone. */
  readonly module: string | null;
  /** `sha256:` of the plan. */
  readonly digest: string;
  readonly trigger: Trigger;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The subscription that takes requests. */
const PLANNING_STAGE = "plan";

type RequestPorts = Pick<Ports, "lineage" | "bus" | "clock" | "settings">;

/** Asks for a run. The same run id asks for the same run: a trigger that fires twice starts one. */
export async function requestRun(ports: RequestPorts, request: RunRequest): Promise<void> {
  const { module, digest, trigger, parameters } = request;
  const event = requested(
    ports,
    request,
    0,
    { trigger, definition: { module, digest }, parameters: { ...parameters } },
    null,
  );
  const stored = await keep(ports, event);
  const item = runItem(stored);
  if (item) await ports.lineage.advanceRun(item);
  await ports.bus.publish([stored]);
}

/**
 * Asks for what failed in a run to be done again, one generation on. Asking again, where nothing came of it, sets it in
 * motion again.
 * Errors: `Usage` `run.missing`, `run.not-failed`.
 */
export async function requestRetry(ports: RequestPorts, runId: string, by: string | null): Promise<void> {
  const run = await ports.lineage.getRun(runId);
  const first = await ports.lineage.getHop(
    slotId(runId, { unit: RUN_UNIT, stage: "request", generation: 0 }),
  );
  if (!run || !first || !isEvent(Requested, first)) {
    throw new Usage("run.missing", `there is no run ${runId}`, {
      where: runId,
      next: "list them: waybill runs",
    });
  }
  const before = await generationEnd(ports, runId, run.generation);
  if (!before?.retryable) {
    throw new Usage("run.not-failed", `run ${runId} has nothing to retry`, {
      why: before ? whyNothing(before) : "it has not settled yet",
      next: `look at it: waybill lineage ${runId}`,
    });
  }
  const trigger: Trigger = { kind: "retry", by, origin: runId };
  const event = requested(
    ports,
    { runId, pipeline: run.pipeline },
    run.generation + 1,
    { ...first.data, trigger },
    before.hop,
  );
  const asked = await ports.lineage.getHop(event.metadata.id);
  const stored = await keep(ports, event);
  await ports.bus.publish([stored]);
  // Asked for before, and nothing came of it: its message may be a dead letter, and a bus may ignore what it knows.
  if (asked) await ports.bus.deliver(PLANNING_STAGE, [stored]);
}

function requested(
  { clock, settings }: Pick<Ports, "clock" | "settings">,
  { runId, pipeline }: Pick<RunRequest, "runId" | "pipeline">,
  generation: number,
  data: Requested["data"],
  cause: Envelope | null,
): Envelope {
  const slot = { unit: RUN_UNIT, stage: "request", generation } as const;
  const id = slotId(runId, slot);
  return Requested.make(
    {
      id,
      runId,
      pipeline,
      tenant: "default",
      slot,
      correlationId: runId,
      causationId: cause?.metadata.id ?? null,
      occurredAt: new Date(clock.now()).toISOString(),
      producer: `${settings.producer}/request`,
      attempt: 1,
      traceparent: traceparent(runId, id),
      replay: false,
    },
    data,
  );
}
