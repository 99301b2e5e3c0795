import type { ApiClient } from "@waybill/aws/api-client";
import { type Page, type RunItem, WaybillError } from "@waybill/core";
import type { Envelope } from "@waybill/events";
import { inBatches } from "./batches.ts";
import type { LineageReads } from "./run-reader.ts";

/** Ids that the API takes in one call. */
const IDS = 10;
/** Runs that the API gives in one page. */
const RUNS = 1000;

/** The lineage of a deployed stage, over its API. */
export const stageLineage = (call: ApiClient): LineageReads => ({
  async getRun(runId) {
    try {
      return (await call({ method: "GET", path: `/v1/runs/${runId}` })) as RunItem;
    } catch (error) {
      if (error instanceof WaybillError && error.code === "run.missing") return null;
      throw error;
    }
  },

  getHop: inBatches(IDS, async (ids) => {
    const { items } = (await call({ method: "GET", path: "/v1/hops", query: { ids: ids.join(",") } })) as {
      readonly items: readonly (Envelope | null)[];
    };
    return items;
  }),

  hops: (runId) => allOf<Envelope>(call, `/v1/runs/${runId}/hops`),

  async runs({ limit, pipeline, outcome }, cursor) {
    const items: RunItem[] = [];
    for (let next = cursor; ; ) {
      const query = {
        pipeline,
        outcome,
        limit: Math.min(RUNS, limit - items.length),
        cursor: next ?? undefined,
      };
      const page = (await call({ method: "GET", path: "/v1/runs", query })) as Page<RunItem>;
      items.push(...page.items);
      next = page.next;
      if (next === null || items.length >= limit) return { items, next };
    }
  },
});

/** Every page. */
async function allOf<T>(call: ApiClient, path: string): Promise<readonly T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = (await call({ method: "GET", path, query: { cursor } })) as Page<T>;
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
  }
}
