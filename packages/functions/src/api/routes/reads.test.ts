import { LATER_RUN, RUN, runAt, testEvents, unitAt } from "@waybill/core/testing";
import type { Envelope } from "@waybill/events";
import { beforeEach, describe, expect, test } from "vitest";
import { type Answered, callsTo, type MemoryPorts, memoryPorts } from "../testing/deployment.ts";
import { artifact, extracted, SOURCE_FILE } from "../testing/hops.ts";

let ports: MemoryPorts;
let call: (on: string) => Promise<Answered>;
beforeEach(() => {
  ports = memoryPorts();
  call = callsTo(ports);
});
const body = async (on: string) => (await call(on)).body;

/** Every item, page by page. */
async function all(on: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const more: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
    const page = (await body(`${on}${more}`)) as { items: unknown[]; next: string | null };
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

describe("runs", () => {
  beforeEach(async () => {
    await ports.lineage.advanceRun(runAt("Planned"));
    await ports.lineage.advanceRun(
      runAt("Completed", { runId: LATER_RUN, pipeline: "movies", outcome: "failed" }),
    );
  });
  const ids = (items: readonly unknown[]) => items.map((run) => (run as { runId: string }).runId);

  test("the newest first, in pages, filtered", async () => {
    expect(ids(await all("GET /v1/runs?limit=1"))).toEqual([LATER_RUN, RUN]);
    expect(ids(await all("GET /v1/runs?pipeline=flights"))).toEqual([RUN]);
    expect(ids(await all("GET /v1/runs?outcome=open"))).toEqual([RUN]);
    expect(ids(await all("GET /v1/runs?outcome=failed"))).toEqual([LATER_RUN]);
  });

  test("one run, and its units", async () => {
    await ports.lineage.advanceUnit(unitAt("Planned"));
    expect(await body(`GET /v1/runs/${RUN}`)).toEqual({ ...runAt("Planned"), planned: null });
    expect(await body(`GET /v1/runs/${RUN}/units`)).toEqual({ items: [unitAt("Planned")], next: null });
  });
});

test.each(["", "/units", "/hops", "/events", "/held-back", "/artifact?uri=s3://b/k"])(
  "a run that is not there has no %s",
  async (part) => {
    expect(await call(`GET /v1/runs/${RUN}${part}`)).toMatchObject({
      status: 404,
      body: { error: { code: "run.missing", where: `run ${RUN}`, next: "list them: waybill runs" } },
    });
  },
);

describe("hops and events", () => {
  let hops: readonly Envelope[];
  beforeEach(async () => {
    await ports.lineage.advanceRun(runAt("Planned"));
    const some = [...testEvents(5), extracted(1, 30)];
    for (const hop of some) await ports.lineage.putHop(hop);
    hops = await ports.lineage.hops(RUN);
  });

  test("all, in their order, in pages of any size", async () => {
    for (const limit of [1, 2, 5, 100]) {
      expect(await all(`GET /v1/runs/${RUN}/hops?limit=${limit}`)).toEqual(hops);
      expect(await all(`GET /v1/runs/${RUN}/events?limit=${limit}`)).toEqual(hops);
    }
  });

  test("events of a type, from and up to a moment", async () => {
    const types = async (query: string) =>
      (await all(`GET /v1/runs/${RUN}/events?${query}`)).map((event) => (event as Envelope).metadata.type);
    expect(await types("type=Extracted")).toEqual(["Extracted"]);
    expect(await types("since=2026-11-24T12:00:30.000Z")).toEqual(["Extracted"]);
    expect(await types("until=2026-11-24T12:00:30.000Z")).toEqual(Array(5).fill("Failed"));
  });

  test("some hops by their ids, with null for what is not there", async () => {
    const [first, second] = hops.map(({ metadata }) => metadata.id);
    expect(await body(`GET /v1/hops?ids=${second},${LATER_RUN},${first}`)).toEqual({
      items: [hops[1], null, hops[0]],
    });
  });
});

describe("what was held back", () => {
  beforeEach(async () => {
    await ports.lineage.advanceRun(runAt("Planned"));
    await ports.lineage.putHop(extracted(0));
    await ports.lineage.putHop(extracted(1));
  });

  test("of a retried stage the newest try", async () => {
    const at = { stage: "extract", unit: "flights#0" };
    expect(await all(`GET /v1/runs/${RUN}/held-back?limit=1`)).toEqual([
      { kind: "quarantine", ...at, artifact: artifact("flights#0/1/quarantine.parquet") },
      { kind: "rejects", ...at, artifact: artifact("flights#0/1/rejects.parquet") },
    ]);
  });

  test("a link to an artifact of the run, and to nothing else", async () => {
    const { uri } = artifact("flights#0/1/rejects.parquet");
    const of = (wanted: string) => `GET /v1/runs/${RUN}/artifact?uri=${encodeURIComponent(wanted)}`;
    expect(await body(of(uri))).toEqual({
      url: `https://links.test/?of=${uri}`,
      expiresAt: "2024-11-24T12:05:00.000Z",
    });
    for (const other of [SOURCE_FILE, `s3://staging/${RUN}/none.parquet`, `s3://staging/${LATER_RUN}/x`]) {
      expect(await call(of(other))).toMatchObject({
        status: 404,
        body: { error: { code: "object.not-of-run", next: `see what it has: waybill lineage ${RUN}` } },
      });
    }
  });
});

describe("datasets", () => {
  const dataset = (urn: string) => ({ urn, schemaVersion: "v1", columns: [], firstRun: RUN, lastRun: RUN });

  test("all, in pages", async () => {
    for (const urn of ["warehouse:b", "file:a.csv", "warehouse:a"])
      await ports.lineage.putDataset(dataset(urn));
    expect(await all("GET /v1/datasets?limit=2")).toEqual([
      dataset("file:a.csv"),
      dataset("warehouse:a"),
      dataset("warehouse:b"),
    ]);
  });

  test("the runs whose hops name one, the newest first", async () => {
    const data = { rows: {}, table: "flights" };
    for (const runId of [RUN, LATER_RUN]) {
      const [hop] = testEvents(1, { runId, type: "Loaded", data });
      if (hop) await ports.lineage.putHop(hop);
    }
    expect(await all("GET /v1/datasets/runs?urn=warehouse:flights&limit=1")).toEqual([LATER_RUN, RUN]);
    expect(await all("GET /v1/datasets/runs?urn=warehouse:others")).toEqual([]);
  });
});
