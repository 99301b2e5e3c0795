import { complexity } from "./complexity.ts";
import { InvalidPattern } from "./error.ts";
import type { Entry, Rule } from "./matcher.ts";

/**
 * EventBridge refuses a field whose wildcards are too complex, and does not publish the limit. Fields of
 * complexity 9 are known to be accepted; of 11 and of 12, to be refused.
 */
const COMPLEXITY = 10;

/** Throws `InvalidPattern` for a field whose wildcards together are too complex. */
export function checkComplexity(rules: readonly Rule[]): void {
  for (const { path, entries } of fieldsOf(rules.filter(hasWildcard))) {
    if (complexity([...entries.values()], COMPLEXITY) <= COMPLEXITY) continue;
    throw new InvalidPattern(
      path.slice(1),
      "the wildcards of this field are too complex together",
      "use fewer stars, repeat less of the same text behind a star, or write prefix or suffix instead",
    );
  }
}

const hasWildcard = (rule: Rule): boolean =>
  rule.some(({ entries }) => entries.some(({ wildcards }) => wildcards));

interface SharedField {
  readonly path: string;
  /** The entries of all its lists, by text. */
  readonly entries: Map<string, Entry>;
}

/** EventBridge looks at a field of several rules together where all fields before it are the same. */
function fieldsOf(rules: readonly Rule[]): Iterable<SharedField> {
  const shared = new Map<string, SharedField>();
  for (const rule of rules) {
    let before = "";
    for (const { path, entries } of rule) {
      const key = `${before}${JSON.stringify(path)}`;
      const field = shared.get(key) ?? { path, entries: new Map() };
      shared.set(key, field);
      for (const entry of entries) field.entries.set(entry.text, entry);
      before = `${key}${entries.map(({ text }) => text)}`;
    }
  }
  return shared.values();
}
