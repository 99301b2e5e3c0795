import { type CheckCount, Completed, isEvent, RUN_UNIT, slotId } from "@waybill/events";
import { DataQuality, type WaybillError } from "../errors.ts";
import type { Plan } from "../pipeline/plan.ts";
import type { Lineage } from "../ports/lineage.ts";
import type { Check } from "../quality/check.ts";

type CountCheck = Extract<Check, { rule: "count" }>;

export interface Counted {
  readonly count: CheckCount;
  /** Set where the check fails and its severity ends the run; rows cannot be quarantined for being too few. */
  readonly refusal: WaybillError | null;
}

interface Counts {
  readonly extracted: number;
  readonly passed: number;
}

/** `rows.count`: before the first step it counts what was extracted, after the last what may be loaded. */
export async function countChecks(plan: Plan, now: Counts, lineage: Lineage): Promise<Counted[]> {
  const source = plan.sourceRules.checks.filter(isCount);
  const result = plan.resultRules.checks.filter(isCount);
  const before = [...source, ...result].some(({ change }) => change !== null)
    ? await lastCounts(plan, lineage)
    : null;
  return [
    ...source.map((check) => judge(check, now.extracted, before?.extracted ?? null)),
    ...result.map((check) => judge(check, now.passed, before?.passed ?? null)),
  ];
}

const isCount = (check: Check): check is CountCheck => check.rule === "count";

function judge(check: CountCheck, rows: number, before: number | null): Counted {
  const { id, min, max, change, severity } = check;
  const complaint =
    min !== null && rows < min
      ? `${rows} rows, at least ${min} are expected`
      : max !== null && rows > max
        ? `${rows} rows, at most ${max} are expected`
        : change !== null && before !== null && Math.abs(rows - before) > change * before
          ? `${rows} rows, the last run had ${before}: more than ${change * 100}% apart`
          : null;
  return {
    count: {
      id,
      rule: "count",
      column: null,
      severity,
      failed: complaint ? 1 : 0,
      corrected: 0,
      example: complaint,
    },
    refusal:
      complaint && severity !== "warn"
        ? new DataQuality("check.failed", complaint, {
            where: id,
            next: "look at the source; where the number is right, change the bounds of rows.count",
          })
        : null,
  };
}

/** Of the newest run that completed. */
async function lastCounts(plan: Plan, lineage: Lineage): Promise<Counts | null> {
  const [last] = (await lineage.runs({ pipeline: plan.name, outcome: "completed", limit: 1 }, null)).items;
  if (!last) return null;
  const hop = await lineage.getHop(
    slotId(last.runId, { unit: RUN_UNIT, stage: "complete", generation: last.generation }),
  );
  if (!hop || !isEvent(Completed, hop)) return null;
  return { extracted: hop.data.rows.extracted, passed: hop.data.loaded?.got ?? 0 };
}
