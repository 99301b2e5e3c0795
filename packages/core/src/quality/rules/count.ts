import { Usage } from "../../errors.ts";
import type { Rule, Severity } from "../check.ts";
import { shareOf } from "../share.ts";

export interface CountInput {
  readonly min?: number;
  readonly max?: number;
  readonly change?: string;
  readonly severity?: Severity;
}

/** How many rows a run has. Throws `Usage` (`check.count`). */
export function count({ min, max, change, severity }: CountInput, where: string): Rule {
  const wrong = (message: string, next: string) => new Usage("check.count", message, { where, next });
  if (severity === "reject") {
    throw wrong("rows.count() cannot reject: no single row is to blame", 'write severity: "warn" or "fail"');
  }
  const isCount = (value: number | undefined) =>
    value === undefined || (Number.isInteger(value) && value >= 0);
  if (!isCount(min) || !isCount(max) || (min ?? 0) > (max ?? Number.POSITIVE_INFINITY)) {
    throw wrong(
      `no run has from ${min ?? 0} to ${max ?? "any"} rows`,
      "write whole numbers from 0 on: { min: 1, max: 1000 }",
    );
  }
  const share = change === undefined ? null : shareOf(change);
  if (change !== undefined && share === null)
    throw wrong(`${JSON.stringify(change)} is no percentage`, 'write change: "50%"');
  if (min === undefined && max === undefined && share === null) {
    throw wrong("rows.count() has no limit", "write rows.count({ min: 1 })");
  }
  return { rule: "count", min: min ?? null, max: max ?? null, change: share };
}
