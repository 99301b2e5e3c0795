import type { Check, Rule, RuleName } from "../../quality/check.ts";

/** Why one row is held back, as the quarantine keeps it. */
export interface RowReason {
  readonly check: string;
  /** A rule, or `exception` for what a row function threw. */
  readonly rule: RuleName | "exception";
  readonly column: string | null;
  /** The value that fails, as text; null where it is missing or the whole row fails. */
  readonly value: string | null;
  readonly message: string;
}

/** Characters of a value that a message shows. */
export const SHOWN = 100;

/**
 * A message is `opening`, the value as it is shown, then `closing`: `delay is ` 2000 `; it must be between -60 and
 * 1440`. Without `closing` no value belongs into it.
 */
export interface Wording {
  readonly opening: string;
  readonly closing: string | null;
}

export function wording(check: Check): Wording {
  const column = check.column ?? "the row";
  switch (check.rule) {
    case "notNull":
      return { opening: `${column} is missing`, closing: null };
    case "satisfies":
      return { opening: `the row must satisfy: ${check.sql.trim()}`, closing: null };
    case "unique":
      return { opening: `${check.columns.join(", ")} is `, closing: `; ${UNIQUE}` };
    case "count":
      return { opening: `the number of rows is wrong`, closing: null };
    default:
      return { opening: `${column} is `, closing: `; ${requirement(check)}` };
  }
}

/** What is said of a duplicate, before the number of its rows. */
export const UNIQUE = "it must be unique";

type Worded = Exclude<Check, { rule: "notNull" | "satisfies" | "unique" | "count" }>;

function requirement(check: Worded): string {
  switch (check.rule) {
    case "between":
      return `it must be ${bounds(check)}`;
    case "multipleOf":
      return `it must be a multiple of ${check.of}`;
    case "oneOf":
      return `it must be one of ${listed(check.values)}`;
    case "matches":
      return `it must match /${check.pattern}/${check.flags}`;
    case "length":
      return `it must be ${lengths(check)} long`;
    case "references":
      return `${check.lookup}.${check.target} has no such value`;
    case "fresherThan":
      return `it must not be older than ${duration(check.seconds)}`;
  }
}

type Of<R extends RuleName> = Extract<Rule, { rule: R }>;

function bounds({ low, high, exclusive }: Of<"between">): string {
  const lowOpen = exclusive === "low" || exclusive === "both";
  const highOpen = exclusive === "high" || exclusive === "both";
  if (low !== null && high !== null && !lowOpen && !highOpen) return `between ${low} and ${high}`;
  const sides = [
    ...(low === null ? [] : [`${lowOpen ? "more than" : "at least"} ${low}`]),
    ...(high === null ? [] : [`${highOpen ? "less than" : "at most"} ${high}`]),
  ];
  return sides.length === 0 ? "a number" : sides.join(" and ");
}

function lengths({ low, high }: Of<"length">): string {
  const characters = (count: number) => `${count} ${count === 1 ? "character" : "characters"}`;
  if (high === null) return `at least ${characters(low)}`;
  if (low === high) return characters(low);
  return low === 0 ? `at most ${characters(high)}` : `${low} to ${characters(high)}`;
}

const NAMED = 10;

function listed(values: Of<"oneOf">["values"]): string {
  const shown = values
    .slice(0, NAMED)
    .map((value) => (typeof value === "string" ? `"${value}"` : String(value)));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ") || "no value at all";
}

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
];

/** `2 days`, `36 hours`: in the greatest unit that says it without a fraction. */
export function duration(seconds: number): string {
  const [size, name] = UNITS.find(([size]) => seconds % size === 0) ?? [1, "second"];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
