import { compileRules } from "./compile.ts";
import { flatten } from "./flatten.ts";
import { matchesAny } from "./match.ts";
import type { Rule } from "./matcher.ts";

/** Patterns by name, as the rules of a bus. An event is taken apart once for all of them. */
export class PatternSet {
  readonly #patterns = new Map<string, readonly Rule[]>();

  /** Adds a pattern, or replaces the one of that name. Throws `InvalidPattern`, and then changes nothing. */
  put(name: string, pattern: unknown): void {
    this.#patterns.set(name, compileRules(pattern));
  }

  delete(name: string): void {
    this.#patterns.delete(name);
  }

  /** The names whose patterns match, in the order they were first put. */
  match(event: unknown): string[] {
    const leaves = flatten(event);
    if (leaves === undefined) return [];
    return [...this.#patterns].filter(([, rules]) => matchesAny(rules, leaves)).map(([name]) => name);
  }
}
