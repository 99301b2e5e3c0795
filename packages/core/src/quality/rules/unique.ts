import type { Column } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import type { KeepLatest, Rule, Severity } from "../check.ts";
import { findColumn } from "../find-column.ts";
import { hasOrder, refuseType } from "../rule-types.ts";

export interface UniqueInput {
  readonly severity?: Severity;
  readonly keep?: KeepLatest;
}

/** No two rows of the run alike in all of `names`. Throws `Usage` (`check.unique`, `check.keep`). */
export function unique(
  columns: readonly Column[],
  names: readonly string[],
  { keep, severity }: UniqueInput,
  where: string,
): Rule {
  if (!Array.isArray(names) || names.length === 0 || new Set(names).size < names.length) {
    throw new Usage("check.unique", "unique() takes columns, each of them once", {
      where,
      next: 'write rows.unique(["day", "store"])',
    });
  }
  for (const name of names) refuseType("unique", findColumn(columns, name, where), where);
  if (keep) refuseKeep(findColumn(columns, keep.latest, where), severity, where);
  return { rule: "unique", columns: names, keep: keep ? { latest: keep.latest } : null };
}

function refuseKeep(latest: Column, severity: Severity | undefined, where: string): void {
  if (!hasOrder(latest)) {
    throw new Usage("check.keep", `no value of ${latest.name} is the latest: it is ${latest.type.kind}`, {
      where,
      why: "only values that have an order can be compared",
      next: "name a number, a text, a date or a time",
    });
  }
  if (severity === undefined || severity === "reject") return;
  throw new Usage("check.keep", `keep with severity ${severity} says two things`, {
    where,
    why: "with keep, the latest row of a key is loaded and the others are superseded: nothing fails",
    next: "leave out one of the two",
  });
}
