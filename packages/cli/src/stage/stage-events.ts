import type { ApiClient } from "@waybill/aws/api-client";
import { type Page, Usage } from "@waybill/core";
import type { EventReader } from "./run-reader.ts";

/** The events of one run of a deployed stage, over its API. Throws `Usage` `stage.events-of-run`. */
export const stageEvents = (call: ApiClient): EventReader => ({
  async read({ runId, type, since, until, limit }, cursor) {
    if (runId === undefined) throw ofWhichRun();
    const query = { type, since, until, limit, cursor: cursor ?? undefined };
    return (await call({ method: "GET", path: `/v1/runs/${runId}/events`, query })) as Page<unknown>;
  },
});

const ofWhichRun = (): Usage =>
  new Usage("stage.events-of-run", "on a stage, events are read run by run", {
    where: "--run",
    why: "a stage keeps them with their runs, and has no log of all of them in one order",
    next: "say of which run: waybill events --run last",
  });
