import { Permanent } from "../../errors.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { Check } from "../../quality/check.ts";

export type Unique = Extract<Check, { rule: "unique" }>;

/** The plan's `unique` checks: those of the source first. */
export const uniquesOf = ({ sourceRules, resultRules }: Plan): readonly Unique[] =>
  [...sourceRules.checks, ...resultRules.checks].filter((check) => check.rule === "unique");

/** Rows are settled as they come out of the last step, so what a check compares must still be there. */
export function refuseUnsettleable(uniques: readonly Unique[], columns: readonly string[]): void {
  for (const unique of uniques) {
    const needed = [...unique.columns, ...(unique.keep ? [unique.keep.latest] : [])];
    const missing = needed.find((name) => !columns.includes(name));
    if (missing !== undefined) throw missingColumn(unique, missing, columns);
  }
  const [first, second] = uniques.filter(({ keep }) => keep !== null);
  if (first && second) throw twoKeeps(first, second);
}

const missingColumn = ({ id }: Unique, column: string, columns: readonly string[]): Permanent =>
  new Permanent("check.unknown-column", `${id} compares ${column}, which the last step does not yield`, {
    where: id,
    why: `it yields ${columns.join(", ")}`,
    next: `keep ${column} to the end, or take the check out`,
  });

const twoKeeps = (first: Unique, second: Unique): Permanent =>
  new Permanent("check.keep", `both ${first.id} and ${second.id} decide which row to keep`, {
    where: second.id,
    why: "a row could be the latest of one key and superseded in the other",
    next: "leave keep in one of the two; the other then holds its duplicates back",
  });
