import type { Envelope } from "@waybill/events";
import * as z from "zod";
import { cursor, instant, limit, runId } from "../input.ts";
import { pageOf } from "../page.ts";
import { route } from "../route.ts";
import { requireRun } from "./require-run.ts";

const HOPS = 1000;
/** An event has 256 KB at most, so that these fit into an answer. */
const IDS = 10;

/** Hops are in the order of this text. */
const cursorOf = ({ metadata: { occurredAt, id } }: Envelope): string => `${occurredAt}~${id}`;

const ids = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(runId).max(IDS));

export const hopRoutes = [
  route(
    "GET /v1/runs/:run/hops",
    z.strictObject({ run: runId, limit: limit(HOPS), cursor }),
    async ({ run, ...page }, { ports }) => {
      await requireRun(ports, run);
      return pageOf(await ports.lineage.hops(run), page, cursorOf);
    },
  ),

  // What a stage has announced is what the lineage has of it: each hop is the event that was published.
  route(
    "GET /v1/runs/:run/events",
    z.strictObject({
      run: runId,
      type: z.string().optional(),
      since: instant,
      until: instant,
      limit: limit(HOPS),
      cursor,
    }),
    async ({ run, type, since, until, ...page }, { ports }) => {
      await requireRun(ports, run);
      const events = (await ports.lineage.hops(run)).filter(
        ({ metadata }) =>
          (type === undefined || metadata.type === type) &&
          (since === undefined || metadata.occurredAt >= since) &&
          (until === undefined || metadata.occurredAt < until),
      );
      return pageOf(events, page, cursorOf);
    },
  ),

  route("GET /v1/hops", z.strictObject({ ids }), async ({ ids: wanted }, { ports }) => ({
    items: await Promise.all(wanted.map((id) => ports.lineage.getHop(id))),
  })),
];
