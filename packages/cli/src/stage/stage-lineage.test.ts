import type { ApiCall } from "@waybill/aws/api-client";
import { Transient, Usage } from "@waybill/core";
import { runAt } from "@waybill/core/testing";
import { newRunId } from "@waybill/events";
import { expect, test } from "vitest";
import { RUN, sampleRun } from "../testing/sample-run.ts";
import { stageLineage } from "./stage-lineage.ts";

const runs = Array.from({ length: 25 }, (_, i) => runAt("Planned", { runId: newRunId(i) }));

/** An API with pages of at most ten. */
function api(items: readonly unknown[] = runs) {
  const calls: ApiCall[] = [];
  const lineage = stageLineage(async (call) => {
    calls.push(call);
    const from = Number(call.query?.cursor ?? 0);
    const to = from + Math.min(10, Number(call.query?.limit ?? 10));
    return { items: items.slice(from, to), next: to < items.length ? String(to) : null };
  });
  return { calls, lineage };
}

test("runs: as many as are asked for, whatever a page holds, and where to go on", async () => {
  const { calls, lineage } = api();
  const page = await lineage.runs({ limit: 15, pipeline: "flights", outcome: "failed" }, null);
  expect(page).toEqual({ items: runs.slice(0, 15), next: "15" });
  expect(calls.map(({ query }) => query)).toEqual([
    { pipeline: "flights", outcome: "failed", limit: 15, cursor: undefined },
    { pipeline: "flights", outcome: "failed", limit: 5, cursor: "10" },
  ]);
  expect(await lineage.runs({ limit: 100 }, page.next)).toEqual({ items: runs.slice(15), next: null });
});

test("more runs than a page may have are asked for page by page", async () => {
  const { calls, lineage } = api();
  await lineage.runs({ limit: 999_999 }, null);
  expect(calls.map(({ query }) => query?.limit)).toEqual([1000, 1000, 1000]);
});

test("hops: all pages", async () => {
  const hops = sampleRun();
  const { calls, lineage } = api(hops);
  expect(await lineage.hops(RUN)).toEqual(hops);
  expect(calls).toHaveLength(2);
  expect(calls[0]?.path).toBe(`/v1/runs/${RUN}/hops`);
});

test("hops by their ids: those of one turn together", async () => {
  const paths: unknown[] = [];
  const lineage = stageLineage(async ({ path, query }) => {
    paths.push(path);
    return {
      items: String(query?.ids)
        .split(",")
        .map((id) => (id === "none" ? null : { id })),
    };
  });
  const ids = [...Array.from({ length: 11 }, (_, i) => `id-${i}`), "none"];
  const found = await Promise.all(ids.map((id) => lineage.getHop(id)));
  expect(found).toEqual([...ids.slice(0, 11).map((id) => ({ id })), null]);
  expect(paths).toEqual(["/v1/hops", "/v1/hops"]);
});

test("a run that is not there is none; any other failure is one", async () => {
  const failing = (error: unknown) => stageLineage(() => Promise.reject(error)).getRun(RUN);
  expect(await failing(new Usage("run.missing", "there is none"))).toBeNull();
  const busy = new Transient("api.unavailable", "not now");
  await expect(failing(busy)).rejects.toBe(busy);
});
