import type { AuthorDraft, CheckDraft } from "../quality/draft.ts";
import type { LoadTarget } from "./plan.ts";

/** What a merge needs to be true of its key, where no rule says it yet: no NULL, and no key twice. */
export function keyRules(
  load: LoadTarget | null,
  rules: readonly (CheckDraft | AuthorDraft)[],
): readonly CheckDraft[] {
  if (load?.mode !== "merge") return [];
  // A rule that only warns lets the row through to the warehouse.
  const strict = rules.filter(({ severity }) => severity !== "warn");
  const hasNotNull = (name: string) =>
    strict.some(({ rule, column }) => rule === "notNull" && column === name);
  const isUnique = strict.some((draft) => draft.rule === "unique" && isSame(draft.columns, load.key));
  const [only, ...more] = load.key;
  const implied = { severity: "reject", implied: true } as const;
  const notNull = load.key
    .filter((name) => !hasNotNull(name))
    .map((column): CheckDraft => ({ ...implied, column, rule: "notNull" }));
  const column = more.length === 0 ? (only ?? null) : null;
  return isUnique
    ? notNull
    : [...notNull, { ...implied, column, rule: "unique", columns: load.key, keep: null }];
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name) => others.includes(name));
