import * as z from "zod";
import { heldBackIn } from "../held-back.ts";
import { cursor, limit, runId, uri } from "../input.ts";
import { pageOf } from "../page.ts";
import { notOfRun } from "../refusals.ts";
import { route } from "../route.ts";
import { requireRun } from "./require-run.ts";

const ARTIFACTS = 1000;

export const heldBackRoutes = [
  route(
    "GET /v1/runs/:run/held-back",
    z.strictObject({ run: runId, limit: limit(ARTIFACTS), cursor }),
    async ({ run, ...page }, { ports }) => {
      await requireRun(ports, run);
      const found = [...heldBackIn(await ports.lineage.hops(run))];
      found.sort((a, b) => (a.artifact.uri < b.artifact.uri ? -1 : 1));
      return pageOf(found, page, ({ artifact }) => artifact.uri);
    },
  ),

  route(
    "GET /v1/runs/:run/artifact",
    z.strictObject({ run: runId, uri }),
    async ({ run, uri: wanted }, { ports }) => {
      await requireRun(ports, run);
      if (!isOwn(wanted, run) || !(await ports.lineage.runsOf(wanted)).includes(run)) {
        throw notOfRun(run, wanted);
      }
      return ports.links.linkTo(wanted);
    },
  ),
];

/** What a run writes lies below its id. What it reads, such as its source's files, does not. */
const isOwn = (uri: string, run: string): boolean => uri.split(/[/:]/).includes(run);
