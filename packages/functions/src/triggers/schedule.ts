import { Usage } from "@waybill/core";
import * as z from "zod";
import type { PipelineList } from "../ports/pipelines.ts";
import { type Ask, asking } from "./request.ts";

/** What the scheduler calls with: the minute that was meant, also where it calls late or twice. */
const Due = z.object({ pipeline: z.string().min(1), scheduledTime: z.iso.datetime({ offset: true }) });

/** Asks for the run of a schedule. The same minute twice is the same run. */
export function scheduled(list: PipelineList, open: () => Ask = () => asking(list)) {
  let ask: Ask | null = null;
  return async (event: unknown): Promise<{ readonly runId: string }> => {
    const { pipeline, scheduledTime } = due(event);
    ask ??= open();
    const runId = await ask({
      pipeline,
      at: Date.parse(scheduledTime),
      key: ["schedule", scheduledTime],
      trigger: { kind: "schedule", by: scheduledTime, origin: null },
      parameters: {},
    });
    return { runId };
  };
}

function due(event: unknown): z.output<typeof Due> {
  const { success, data, error } = Due.safeParse(event);
  if (success) return data;
  throw new Usage("schedule.malformed", "the scheduler's call is not what stacks/schedules.ts says", {
    why: z.prettifyError(error),
    next: "deploy again; who calls this function by hand sends { pipeline, scheduledTime }",
  });
}
