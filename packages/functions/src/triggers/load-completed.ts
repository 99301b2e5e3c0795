import { Permanent } from "@waybill/core";
import { isEvent, RUN_UNIT, slotId, Validated } from "@waybill/events";
import * as z from "zod";
import { openBus, openLineage, openMetrics } from "../compose.ts";
import { type QueueHandler, queueHandler } from "../edge/queue-handler.ts";
import { environment } from "../environment.ts";

const NAME = "load-completed";

/** Of an event that the Data API sends when a statement has ended, well or not. */
const Ended = z.object({ statementName: z.string() });
/** `waybill:<run>:<generation>:<try>`, as the warehouse's adapter names its statements. */
const STATEMENT = /^waybill:([0-9A-HJKMNP-TV-Z]{26}):(\d+):\d+$/;

/**
 * A load's statement has ended: the run's `Validated` comes to `load` again, which asks how it ended. Only who began a
 * statement may ask.
 */
export const loadCompleted = (): QueueHandler =>
  queueHandler(() => {
    const lineage = openLineage(environment());
    const bus = openBus();
    return {
      metrics: openMetrics(NAME),
      subscription: {
        name: NAME,
        async handle(received) {
          const { runId, generation } = statementOf(received);
          const settled = await lineage.getHop(
            slotId(runId, { unit: RUN_UNIT, stage: "settle", generation }),
          );
          // The account's default bus carries the statements of its other stages too: that run is not found here.
          if (settled && isEvent(Validated, settled)) await bus.deliver("load", [settled]);
          return "done";
        },
      },
    };
  });

export function statementOf(received: unknown): { readonly runId: string; readonly generation: number } {
  const { success, data } = Ended.safeParse(received);
  const [, runId, generation] = (success && STATEMENT.exec(data.statementName)) || [];
  if (runId !== undefined) return { runId, generation: Number(generation) };
  throw new Permanent("statement.unknown", "a statement ended that is no load of Waybill's", {
    where: success ? data.statementName : "an event without a statement's name",
    why: "the rule takes statements whose name begins with `waybill:`, and theirs is otherwise formed",
    next: "find out who else names statements so, then: waybill dlq discard",
  });
}
