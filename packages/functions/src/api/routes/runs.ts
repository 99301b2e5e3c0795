import * as z from "zod";
import { cursor, limit, pipeline, runId } from "../input.ts";
import { route } from "../route.ts";
import { requireRun } from "./require-run.ts";

const RUNS = 20;

const outcome = z.enum(["completed", "failed", "open"]);

export const runRoutes = [
  route(
    "GET /v1/runs",
    z.strictObject({
      pipeline: pipeline.optional(),
      outcome: outcome.optional(),
      limit: limit(RUNS),
      cursor,
    }),
    async ({ cursor: from = null, pipeline: name, outcome: ended, limit: most }, { ports }) => {
      const filter = {
        limit: most,
        ...(name !== undefined && { pipeline: name }),
        ...(ended !== undefined && { outcome: ended }),
      };
      return ports.lineage.runs(filter, from);
    },
  ),

  route("GET /v1/runs/:run", z.strictObject({ run: runId }), async ({ run }, { ports }) =>
    requireRun(ports, run),
  ),

  route(
    "GET /v1/runs/:run/units",
    z.strictObject({ run: runId, cursor }),
    async ({ run, cursor: from = null }, { ports }) => {
      await requireRun(ports, run);
      return ports.lineage.units(run, from);
    },
  ),
];
