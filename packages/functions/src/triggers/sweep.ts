import { queueClient } from "@waybill/aws/queues";
import { mayPass, reasonOf } from "@waybill/core";
import { type Ports, stageSubscriptions, sweep } from "@waybill/core/stages";
import { compose, type Parts } from "../compose.ts";
import { linked } from "../resources.ts";
import { allEmpty } from "./idle.ts";
import { diagnose } from "./stopped.ts";

const PAGE = 100;

export interface Swept {
  readonly open: number;
  readonly asked: number;
  readonly failed: number;
}

/** Called by the clock: ends runs that stopped without a word, and asks after loads whose word was lost. */
export function sweeping(parts: Parts): () => Promise<Swept> {
  let opened: ReturnType<typeof compose> | null = null;
  return async () => {
    opened ??= compose("sweep", parts);
    const { ports, clean } = opened;
    try {
      return await sweepAll(ports, await allEmpty(queueClient(), stageQueues()));
    } finally {
      await clean();
    }
  };
}

/** Every open run, one after the other. One that cannot be swept now leaves the others as they are. */
export async function sweepAll(ports: Ports, idle: boolean): Promise<Swept> {
  let [open, asked, failed] = [0, 0, 0];
  for (let cursor: string | null = null; ; ) {
    const page = await ports.lineage.runs({ outcome: "open", limit: PAGE }, cursor);
    for (const { runId, generation } of page.items) {
      open++;
      try {
        const hops = await ports.lineage.hops(runId);
        const found = diagnose(hops, generation, ports.clock.now(), idle);
        if (found.kind === "ask") {
          await ports.bus.deliver("load", [found.settled]);
          asked++;
        } else if (found.kind === "fail") {
          await sweep(runId, ports);
          failed++;
        }
      } catch (error) {
        const { code, message } = reasonOf(error);
        ports.metrics.log(mayPass(error) ? "warn" : "error", message, { run: runId, code });
      }
    }
    if (page.next === null) return { open, asked, failed };
    cursor = page.next;
  }
}

const stageQueues = (): string[] => {
  const queues = linked("Queues");
  return stageSubscriptions.flatMap(({ name }) => queues[name]?.url ?? []);
};
