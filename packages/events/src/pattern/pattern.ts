import { compileRules } from "./compile.ts";
import { flatten } from "./flatten.ts";
import { matchesAny } from "./match.ts";

export interface CompiledPattern {
  /** Whether EventBridge would deliver this event, a JSON value. What is no object never matches. */
  matches(event: unknown): boolean;
}

/** Compiles an event pattern of EventBridge, an object. Throws `InvalidPattern` where PutRule refuses it. */
export function compilePattern(pattern: unknown): CompiledPattern {
  const rules = compileRules(pattern);
  return {
    matches(event) {
      const leaves = flatten(event);
      return leaves !== undefined && matchesAny(rules, leaves);
    },
  };
}
