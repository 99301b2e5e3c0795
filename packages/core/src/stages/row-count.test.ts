import { Completed, type LoadedRows, slotId } from "@waybill/events";
import { describe, expect, it } from "vitest";
import type * as z from "zod";
import type { Check, Severity } from "../quality/check.ts";
import { runAt } from "../testing/lineage/items.ts";
import { memoryLineage } from "../testing/memory-lineage.ts";
import { intColumn, noRules, rowsSource, testPlan } from "../testing/plans.ts";
import { RUN, testEvent } from "../testing/test-event.ts";
import { countChecks } from "./row-count.ts";

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly change?: number;
}
const rowsCount = ({ min, max, change }: Bounds, severity: Severity = "reject"): Check => ({
  id: "rows.count",
  column: null,
  severity,
  implied: false,
  rule: "count",
  min: min ?? null,
  max: max ?? null,
  change: change ?? null,
});
const rules = (...checks: readonly Check[]) => ({ checks, corrections: [] });
const source = rowsSource([intColumn("n")], [[]]);

const judged = async (
  bounds: Bounds,
  passed: number,
  severity: Severity = "reject",
  lineage = memoryLineage(),
) => {
  const plan = testPlan(source, { resultRules: rules(rowsCount(bounds, severity)) });
  const [counted] = await countChecks(plan, { extracted: 1000, passed }, lineage);
  if (!counted) throw new Error("there is a check");
  return counted;
};

describe("rows.count", () => {
  it.each([
    [{ min: 3 }, 3, null],
    [{ min: 3 }, 2, "2 rows, at least 3 are expected"],
    [{ max: 3 }, 3, null],
    [{ max: 3 }, 4, "4 rows, at most 3 are expected"],
    [{ min: 1, max: 1 }, 0, "0 rows, at least 1 are expected"],
    [{ min: 0 }, 0, null],
  ])("%j of %i rows: %s", async (bounds, rows, complaint) => {
    const { count, refusal } = await judged(bounds, rows);
    expect(count).toMatchObject({ id: "rows.count", failed: complaint ? 1 : 0, example: complaint });
    expect(refusal?.message ?? null).toBe(complaint);
    if (refusal)
      expect(refusal).toMatchObject({ class: "data-quality", code: "check.failed", where: "rows.count" });
  });

  it("ends the run where it fails, unless it only warns", async () => {
    expect((await judged({ min: 3 }, 0, "fail")).refusal).not.toBeNull();
    const warned = await judged({ min: 3 }, 0, "warn");
    expect(warned.refusal).toBeNull();
    expect(warned.count).toMatchObject({ severity: "warn", failed: 1 });
  });

  it("counts what was extracted where it stands before the first step, and what passed after the last", async () => {
    const plan = testPlan(source, {
      sourceRules: rules(rowsCount({ max: 10 })),
      resultRules: rules(rowsCount({ max: 20 })),
    });
    const counted = await countChecks(plan, { extracted: 11, passed: 21 }, memoryLineage());
    expect(counted.map(({ count }) => count.example)).toEqual([
      "11 rows, at most 10 are expected",
      "21 rows, at most 20 are expected",
    ]);
  });

  it("has nothing to say of other rules", async () => {
    expect(
      await countChecks(
        testPlan(source, { resultRules: noRules }),
        { extracted: 0, passed: 0 },
        memoryLineage(),
      ),
    ).toEqual([]);
  });
});

describe("rows.count against the run before", () => {
  const loaded = (got: number): z.output<typeof LoadedRows> => ({
    ...{ got, inserted: got, updated: 0, unchanged: 0, superseded: 0, discarded: 0 },
  });
  const lineageAfter = async (
    extracted: number,
    passed: number,
    status: "completed" | "failed" = "completed",
  ) => {
    const lineage = memoryLineage();
    const slot = { unit: "run", stage: "complete", generation: 1 } as const;
    const counts = { read: 0, rejected: 0, transformed: 0, quarantined: 0, corrected: 0, superseded: 0 };
    const { metadata } = testEvent({ pipeline: "test", type: "Completed", slot });
    const data = {
      ...{ status, reason: null, checks: [], stages: {}, ms: 0, loaded: loaded(passed) },
      rows: { ...counts, extracted, loaded: passed },
    };
    await lineage.putHop(Completed.make({ ...metadata, id: slotId(RUN, slot) }, data));
    await lineage.advanceRun(runAt("Completed", { pipeline: "test", generation: 1, outcome: status }));
    return lineage;
  };

  it.each([
    [100, 110, null],
    [100, 90, null],
    [100, 111, "111 rows, the last run had 100: more than 10% apart"],
    [100, 89, "89 rows, the last run had 100: more than 10% apart"],
    [0, 0, null],
  ])("had %i, has %i: %s", async (before, now, complaint) => {
    const { refusal } = await judged({ change: 0.1 }, now, "reject", await lineageAfter(1000, before));
    expect(refusal?.message ?? null).toBe(complaint);
  });

  it("compares what was extracted with what was extracted", async () => {
    const plan = testPlan(source, { sourceRules: rules(rowsCount({ change: 0.5 })) });
    const [counted] = await countChecks(plan, { extracted: 2, passed: 2 }, await lineageAfter(10, 2));
    expect(counted?.count.example).toContain("the last run had 10");
  });

  it("passes where there was none, or only a failed one", async () => {
    expect((await judged({ change: 0.1 }, 500)).refusal).toBeNull();
    const failed = await lineageAfter(1, 1, "failed");
    expect((await judged({ change: 0.1 }, 500, "reject", failed)).refusal).toBeNull();
  });
});
