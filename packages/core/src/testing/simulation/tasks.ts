import { isEvent, Requested, RUN_UNIT, slotId } from "@waybill/events";
import { Usage } from "../../errors.ts";
import { type Ports, requestRetry, requestRun, sweep } from "../../stages/index.ts";
import type { World } from "./world.ts";

/** What a person or a timer starts. Who dies over it does it again. */
export type Task = (ports: Ports) => Promise<void>;

export const start =
  ({ runId, plan }: World): Task =>
  (ports) =>
    requestRun(ports, {
      runId,
      pipeline: plan.name,
      module: null,
      digest: "sha256:0",
      trigger: { kind: "hand", by: null, origin: null },
      parameters: {},
    });

/** Where there is nothing to retry just now, the operator is told, and leaves it. */
export const retry =
  ({ runId }: World): Task =>
  async (ports) => {
    try {
      await requestRetry(ports, runId, null);
    } catch (error) {
      if (!(error instanceof Usage)) throw error;
    }
  };

/** The first retry, asked for before anything has failed: by whoever looked at an older state of things. */
export const retryTooEarly =
  ({ runId }: World): Task =>
  async (ports) => {
    const slot = { unit: RUN_UNIT, stage: "request", generation: 0 } as const;
    const first = await ports.lineage.getHop(slotId(runId, slot));
    if (!first || !isEvent(Requested, first)) return;
    const later = { ...slot, generation: 1 };
    const event = { ...first, metadata: { ...first.metadata, slot: later, id: slotId(runId, later) } };
    await ports.lineage.putHop(event);
    await ports.bus.publish([(await ports.lineage.getHop(event.metadata.id)) ?? event]);
  };

export const sweepUp =
  ({ runId }: World): Task =>
  (ports) =>
    sweep(runId, ports);
