import type { DatasetItem } from "@waybill/core";
import * as z from "zod";
import { cursor, limit, runId, uri } from "../input.ts";
import { pageOf } from "../page.ts";
import { route } from "../route.ts";

const ITEMS = 1000;

const cursorOf = ({ urn, schemaVersion }: DatasetItem): string => `${urn}\n${schemaVersion}`;

export const datasetRoutes = [
  route("GET /v1/datasets", z.strictObject({ limit: limit(ITEMS), cursor }), async (page, { ports }) => {
    const datasets = [...(await ports.lineage.datasets())];
    datasets.sort((a, b) => (cursorOf(a) < cursorOf(b) ? -1 : 1));
    return pageOf(datasets, page, cursorOf);
  }),

  route(
    "GET /v1/datasets/runs",
    z.strictObject({ urn: uri, limit: limit(ITEMS), cursor: runId.optional() }),
    async ({ urn, limit: most, cursor: before }, { ports }) => {
      const runs = await ports.lineage.runsOf(urn);
      const rest = before === undefined ? runs : runs.filter((run) => run < before);
      const items = rest.slice(0, most);
      return { items, next: rest.length > most ? (items.at(-1) ?? null) : null };
    },
  ),
];
