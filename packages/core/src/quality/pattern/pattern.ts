import { Usage } from "../../errors.ts";
import type { Rule } from "../check.ts";
import { translate } from "./translate.ts";
import { Unsupported } from "./unsupported.ts";

/**
 * A pattern as a rule. The rule's `pattern` means the same to the engine and to `new RegExp(pattern, "u")`, whatever
 * the flags of the one that was given: they are written into it. Throws `Usage` (`check.pattern`).
 */
export function patternRule(pattern: RegExp, where: string): Extract<Rule, { rule: "matches" }> {
  try {
    return { rule: "matches", pattern: translate(pattern), flags: "" };
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    throw new Usage("check.pattern", `the engine cannot do ${error.message} in ${pattern}`, {
      where,
      why: "patterns run in the engine, whose RE2 takes the same time for any text",
      next: error.next,
    });
  }
}
