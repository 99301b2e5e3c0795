import { Usage } from "../errors.ts";
import type { Columns, RowsRules } from "../quality/author.ts";
import type { Correction } from "../quality/check.ts";
import { columnsOf, rowsRulesOf } from "../quality/columns.ts";
import type { AuthorDraft } from "../quality/draft.ts";
import { type AuthorRules, type Definition, placeOf } from "./definition.ts";

export type Checks<R> = (columns: Columns<R>, rows: RowsRules<R>) => readonly AuthorDraft[];
export type Corrections<R> = (columns: Columns<R>) => readonly Correction[];

/** Before the first step they are about the source's rows, after it about the result's. */
export function addChecks<R>(definition: Definition, checks: Checks<R>): Definition {
  const where = placeOf(definition, "check");
  const { columns } = definition;
  const added = listOf<AuthorDraft>(
    checks,
    [columnsOf(columns, where), rowsRulesOf(columns, where)],
    "rule",
    where,
  );
  const next = withRules(definition, (rules) => ({ ...rules, checks: [...rules.checks, ...added] }));
  refuseNames(added, definition, where);
  refuseSecondKeep(next, where);
  return next;
}

export function addCorrections<R>(definition: Definition, corrections: Corrections<R>): Definition {
  const where = placeOf(definition, "correct");
  const added = listOf<Correction>(corrections, [columnsOf(definition.columns, where)], "sql", where);
  const next = withRules(definition, (rules) => ({
    ...rules,
    corrections: [...rules.corrections, ...added],
  }));
  refuseSecondCorrection(rulesNow(next).corrections, where);
  return next;
}

const placeNow = ({ steps }: Definition) => (steps.length === 0 ? "sourceRules" : "resultRules");
const rulesNow = (definition: Definition): AuthorRules => definition[placeNow(definition)];

const withRules = (definition: Definition, change: (rules: AuthorRules) => AuthorRules): Definition => ({
  ...definition,
  [placeNow(definition)]: change(rulesNow(definition)),
});

/** Calls what an author wrote; `mark` is a property of each thing that it must return. Throws `Usage` (`check.list`). */
function listOf<T>(callback: unknown, given: readonly unknown[], mark: string, where: string): readonly T[] {
  const list: unknown = typeof callback === "function" ? callback(...given) : undefined;
  const isOne = (value: unknown) => value !== null && typeof value === "object" && mark in value;
  if (Array.isArray(list) && list.every(isOne)) return list;
  throw new Usage("check.list", "it takes a function that returns a list", {
    where,
    why: Array.isArray(list)
      ? "one thing in the list is none of the column's rules"
      : `it got ${typeof list}`,
    next:
      mark === "rule"
        ? "write .check(({ id }) => [id.notNull()])"
        : 'write .correct(({ id }) => [id.set("abs(id)")])',
  });
}

/** Two rules may be alike, but a name that an author gave is one rule's. */
function refuseNames(added: readonly AuthorDraft[], definition: Definition, where: string): void {
  const names = [...definition.sourceRules.checks, ...definition.resultRules.checks, ...added].flatMap(
    ({ name }) => name ?? [],
  );
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return;
  throw new Usage("check.name", `two rules are named ${twice}`, {
    where,
    next: "give one of them another name",
  });
}

function refuseSecondKeep({ sourceRules, resultRules }: Definition, where: string): void {
  const keeps = [...sourceRules.checks, ...resultRules.checks].filter(
    (check) => check.rule === "unique" && check.keep,
  );
  if (keeps.length < 2) return;
  throw new Usage("check.keep", "two rules say which row of a key to keep", {
    where,
    why: "a row that one of them keeps may be superseded by the other",
    next: "leave keep out of one of them, or choose the rows in a .sql() step",
  });
}

function refuseSecondCorrection(corrections: readonly Correction[], where: string): void {
  const columns = corrections.map(({ column }) => column);
  const twice = columns.find((column, i) => columns.indexOf(column) < i);
  if (twice === undefined) return;
  throw new Usage("correct.twice", `${twice} is corrected twice in one place`, {
    where,
    why: "corrections run side by side, on the row as it came",
    next: `write one expression for both: ${twice}.set("upper(trim(${twice}))")`,
  });
}
