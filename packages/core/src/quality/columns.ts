import type { Column } from "../contract/column.ts";
import { Usage } from "../errors.ts";
import type { Source } from "../sources/source.ts";
import type { Columns, RowsRules } from "./author.ts";
import type { Correction, Rule, Severity } from "./check.ts";
import type { AuthorDraft } from "./draft.ts";
import { unknownColumn } from "./find-column.ts";
import { guarded } from "./guarded.ts";
import { between } from "./rules/between.ts";
import { type CountInput, count } from "./rules/count.ts";
import { fresherThan } from "./rules/fresher-than.ts";
import { length } from "./rules/length.ts";
import { matches } from "./rules/matches.ts";
import { oneOf } from "./rules/one-of.ts";
import { references } from "./rules/references.ts";
import { ruleName, satisfies, sqlExpression } from "./rules/satisfies.ts";
import { type UniqueInput, unique } from "./rules/unique.ts";
import { severityOf } from "./severity.ts";
import { didYouMean } from "./suggest.ts";

type LocalRule = Exclude<Rule, { rule: "references" }>;
interface Options {
  readonly severity?: Severity;
  readonly name?: string;
}

/** The columns as an author's callback gets them. A name that is not there throws, with the one that was meant. */
export function columnsOf<R>(columns: readonly Column[], where: string): Columns<R> {
  const rules = columns.map(
    (column) => [column.name, rulesOf(column, columns, `${where}, ${column.name}`)] as const,
  );
  // The types of `Columns` are derived from the same row contract as `columns`.
  return guarded(Object.fromEntries(rules), (name) =>
    unknownColumn(columns, name, where),
  ) as unknown as Columns<R>;
}

/** Every rule, whatever the column's type: each one says itself which types it knows. */
function rulesOf(column: Column, columns: readonly Column[], where: string) {
  const draft = (rule: Rule, options: Options = {}): AuthorDraft => ({
    column: column.name,
    severity: severityOf(options.severity, where),
    implied: false,
    ...(rule as LocalRule),
  });
  const rules = {
    notNull: (options?: Options) => draft({ rule: "notNull" }, options),
    unique: (options: UniqueInput = {}) => draft(unique(columns, [column.name], options, where), options),
    oneOf: (values: readonly unknown[], options?: Options) => draft(oneOf(column, values, where), options),
    between: (low: unknown, high: unknown, options?: Options) =>
      draft(between(column, low, high, where), options),
    atLeast: (low: unknown, options?: Options) => draft(between(column, low, null, where), options),
    atMost: (high: unknown, options?: Options) => draft(between(column, null, high, where), options),
    matches: (pattern: RegExp, options?: Options) => draft(matches(column, pattern, where), options),
    length: (low: number, high?: number | null, options?: Options) =>
      draft(length(column, low, high, where), options),
    fresherThan: (age: string, options?: Options) => draft(fresherThan(column, age, where), options),
    references: (source: Source, target: string, options: Options = {}): AuthorDraft => ({
      column: column.name,
      severity: severityOf(options.severity, where),
      implied: false,
      rule: "references",
      source,
      target: references(column, source, target, where).name,
    }),
    set: (sql: string): Correction => ({ column: column.name, sql: sqlExpression(sql, "set()", where) }),
  };
  return guarded(rules, (name) => unknownRule(name, Object.keys(rules), where));
}

export function rowsRulesOf<R>(columns: readonly Column[], where: string): RowsRules<R> {
  const draft = (rule: Rule, severity: Severity, name?: string): AuthorDraft => ({
    column: null,
    severity,
    implied: false,
    ...(name !== undefined && { name }),
    ...(rule as LocalRule),
  });
  const rules = {
    count: (limits: CountInput = {}) =>
      draft(count(limits, where), severityOf(limits.severity, where, "fail")),
    satisfies: (sql: string, { severity, name }: Options = {}) =>
      draft(
        satisfies(sql, where),
        severityOf(severity, where),
        name === undefined ? name : ruleName(name, where),
      ),
    unique: (names: readonly string[], options: UniqueInput = {}) =>
      draft(unique(columns, names, options, where), severityOf(options.severity, where)),
  };
  return guarded(rules, (name) => unknownRule(name, Object.keys(rules), where)) as RowsRules<R>;
}

const unknownRule = (name: string, names: readonly string[], where: string): Usage =>
  new Usage("check.unknown", `there is no rule ${name}`, { where, next: didYouMean(name, names) });
