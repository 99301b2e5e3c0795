import { Usage } from "../../errors.ts";
import type { Rule } from "../check.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Any SQL condition over the row; the engine parses it when the pipeline is checked. */
export function satisfies(sql: unknown, where: string): Rule {
  return { rule: "satisfies", sql: sqlExpression(sql, "rows.satisfies()", where) };
}

/** An SQL expression that stands in a string. Throws `Usage` (`check.sql`). */
export function sqlExpression(sql: unknown, what: string, where: string): string {
  if (typeof sql === "string" && sql.trim() !== "") return sql;
  throw new Usage("check.sql", `${what} takes an SQL expression`, {
    where,
    why: typeof sql === "string" ? "it is empty" : `it got ${typeof sql}`,
    next: 'write it as text: "price > 0"',
  });
}

/** A name for a rule that has none of its own: it becomes part of an id. */
export function ruleName(name: string, where: string): string {
  if (NAME.test(name)) return name;
  throw new Usage("check.name", `${JSON.stringify(name)} cannot name a rule`, {
    where,
    why: "a name has letters, digits, _ and -, and begins with a letter",
    next: 'write { name: "price-is-positive" }',
  });
}
