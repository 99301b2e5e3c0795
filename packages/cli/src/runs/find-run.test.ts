import type { Lineage, RunItem } from "@waybill/core";
import { newRunId } from "@waybill/events";
import { expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { findRun } from "./find-run.ts";

const START = Date.UTC(2026, 10, 24);
const runs: readonly RunItem[] = Array.from({ length: 1201 }, (_, i) => ({
  runId: newRunId(START + (1201 - i) * 86_400_000),
  pipeline: i % 2 === 0 ? "flights" : "movies",
  outcome: "completed",
  planned: 1,
  generation: 0,
  rank: 6,
  status: "Completed",
}));

/** The two reads that finding a run takes, newest first, in pages. */
function lineageOf(items: readonly RunItem[]): Lineage {
  const reads: Pick<Lineage, "getRun" | "runs"> = {
    getRun: async (runId) => items.find((run) => run.runId === runId) ?? null,
    runs: async ({ limit }, cursor) => {
      const from = Number(cursor ?? 0);
      const next = from + limit < items.length ? String(from + limit) : null;
      return { items: items.slice(from, from + limit), next };
    },
  };
  return reads as Lineage;
}

const find = (given: string, items = runs) => findRun(lineageOf(items), given);
const problem = (given: string, items = runs) => find(given, items).then(() => null, problemOf);

test("a run is found by its id, in any case, by the first letters, or as last", async () => {
  const [newest] = runs;
  const old = runs.at(-1) as RunItem;
  expect(await find(old.runId)).toBe(old);
  expect(await find(old.runId.toLowerCase())).toBe(old);
  expect(await find(old.runId.slice(0, 12))).toBe(old);
  expect(await find("last")).toBe(newest);
});

test("a prefix of several names some of them", async () => {
  expect(await problem("01")).toMatchObject({
    class: "usage",
    code: "run.ambiguous",
    message: "1201 runs begin with 01",
    where: expect.stringMatching(/^01\w{24} \(flights\), .* and 1196 more$/),
  });
});

test.each(["zzz", newRunId(START), "nonsense"])("%s is no run", async (given) => {
  expect(await problem(given)).toMatchObject({
    class: "usage",
    code: "run.unknown",
    next: "see which there are: waybill runs",
  });
});

test("where nothing has run, last is nothing", async () => {
  expect(await problem("last", [])).toMatchObject({ code: "run.none" });
});
