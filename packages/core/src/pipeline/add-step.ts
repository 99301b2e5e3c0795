import type { Column } from "../contract/column.ts";
import { Usage } from "../errors.ts";
import type { CheckDraft } from "../quality/draft.ts";
import type { Step } from "../transform/step.ts";
import type { Definition, SourceByName } from "./definition.ts";

interface Added {
  readonly step: Step;
  readonly implied: readonly CheckDraft[];
  readonly lookups?: readonly SourceByName[];
}

export function addStep(definition: Definition, added: Added, where: string): Definition {
  refuseAfterResult(definition, where);
  refuseReferencesBefore(definition, where);
  refuseLostKeys(definition, added.step.columns, where);
  return {
    ...definition,
    steps: [...definition.steps, added.step],
    columns: added.step.columns,
    implied: added.implied,
    lookups: added.lookups ?? definition.lookups,
  };
}

function refuseAfterResult({ resultRules }: Definition, where: string): void {
  if (resultRules.checks.length + resultRules.corrections.length === 0) return;
  throw new Usage("step.after-checks", "a step comes after the checks of the result", {
    where,
    why: "what stands behind the first step is checked once, after the last one",
    next: "move this step before .check() and .correct(); checks before the first step are about the source's rows",
  });
}

function refuseReferencesBefore({ sourceRules }: Definition, where: string): void {
  const reference = sourceRules.checks.find(({ rule }) => rule === "references");
  if (!reference) return;
  throw new Usage("check.references", `${reference.column}.references() stands before the first step`, {
    where,
    why: "the source's rows are checked while they are read, when the other source may not be read yet",
    next: "move it into a .check() after the last step",
  });
}

/** Uniqueness is settled over the run's last artifacts: a column that is not in them cannot be compared. */
function refuseLostKeys({ sourceRules }: Definition, columns: readonly Column[], where: string): void {
  const names = new Set(columns.map(({ name }) => name));
  const keys = sourceRules.checks.flatMap((check) =>
    check.rule === "unique" ? [...check.columns, ...(check.keep ? [check.keep.latest] : [])] : [],
  );
  const lost = keys.find((name) => !names.has(name));
  if (lost === undefined) return;
  throw new Usage("check.unique", `unique() before the steps needs ${lost}, which is gone after this one`, {
    where,
    why: "it holds over all partitions, so it is settled at the end, by the columns that are there then",
    next: `let the step pass ${lost} on, or check with rows.unique() after it`,
  });
}
