import type { Column, ColumnType } from "../../contract/column.ts";
import { Permanent } from "../../errors.ts";
import type { Check, Rule, RuleName, Scalar } from "../../quality/check.ts";
import { identifier, text } from "../sql.ts";
import { literal } from "./literal.ts";

export interface RuleContext {
  /** Milliseconds since 1970 that `fresherThan` measures from. */
  readonly runTime: number;
  /** A table's name or a query in parentheses, without an alias, by the lookup's name. */
  readonly lookups: Readonly<Record<string, string>>;
}

/**
 * An SQL expression that is true for the rows which fail the check. It may be NULL where they pass, so it belongs
 * into a CASE or a WHERE, never under a NOT.
 */
export function fails(check: Check, columns: readonly Column[], context: RuleContext): string {
  switch (check.rule) {
    case "notNull":
      return `${on(check, columns).sql} IS NULL`;
    case "between":
      return outside(check, on(check, columns));
    case "multipleOf": {
      const { sql, type } = on(check, columns);
      return `${sql} % ${literal(check.of, type)} <> 0`;
    }
    case "oneOf":
      return notOneOf(check.values, on(check, columns));
    case "matches":
      return `NOT regexp_matches(${asText(on(check, columns))}, ${text(withFlags(check))})`;
    case "length":
      return wrongLength(check, on(check, columns));
    case "references":
      return dangling(check, on(check, columns), context);
    case "fresherThan":
      return isOlder(check, on(check, columns), context.runTime);
    case "satisfies":
      return `NOT coalesce(CAST((\n${check.sql}\n) AS BOOLEAN), true)`;
    case "unique":
    case "count":
      throw new TypeError(`${check.id} is not decided row by row`);
  }
}

type Of<R extends RuleName> = Extract<Rule, { rule: R }>;

interface Operand {
  readonly sql: string;
  readonly type: ColumnType;
}

function on(check: Check, columns: readonly Column[]): Operand {
  const column = columns.find(({ name }) => name === check.column);
  if (!column) throw unknownColumn(check.id, check.column, columns);
  return { sql: identifier(column.name), type: column.type };
}

const asText = ({ sql, type }: Operand): string => (type.kind === "text" ? sql : `CAST(${sql} AS VARCHAR)`);

function outside({ low, high, exclusive }: Of<"between">, { sql, type }: Operand): string {
  const lowOpen = exclusive === "low" || exclusive === "both";
  const highOpen = exclusive === "high" || exclusive === "both";
  const sides = [
    ...(low === null ? [] : [`${sql} ${lowOpen ? "<=" : "<"} ${literal(low, type)}`]),
    ...(high === null ? [] : [`${sql} ${highOpen ? ">=" : ">"} ${literal(high, type)}`]),
  ];
  return sides.length === 0 ? "false" : `(${sides.join(" OR ")})`;
}

/** A check's pattern is written in what RE2 and JavaScript have in common. */
function withFlags({ pattern, flags }: Of<"matches">): string {
  const known = [...flags].filter((flag) => "ims".includes(flag)).join("");
  return known === "" ? pattern : `(?${known})${pattern}`;
}

function notOneOf(values: readonly Scalar[], { sql, type }: Operand): string {
  if (values.length === 0) return `${sql} IS NOT NULL`;
  return `${sql} NOT IN (${values.map((value) => literal(value, type)).join(", ")})`;
}

/** Characters are Unicode code points; of bytes it is their number. */
function wrongLength({ low, high }: Of<"length">, operand: Operand): string {
  const length =
    operand.type.kind === "bytes" ? `octet_length(${operand.sql})` : `length(${asText(operand)})`;
  return high === null ? `${length} < ${low}` : `${length} NOT BETWEEN ${low} AND ${high}`;
}

/** The engine makes a join of this form, whatever stands around it. */
function dangling(
  check: Check & Of<"references">,
  { sql }: Operand,
  { lookups }: Pick<RuleContext, "lookups">,
): string {
  const { id, lookup, target } = check;
  const relation = Object.hasOwn(lookups, lookup) ? lookups[lookup] : undefined;
  if (relation === undefined) {
    const names = Object.keys(lookups);
    throw new Permanent("check.unknown-lookup", `${id} refers to ${lookup}, which is not a lookup here`, {
      where: id,
      why: names.length === 0 ? "there are no lookups" : `the lookups are ${names.join(", ")}`,
      next: `add ${lookup} to the pipeline's lookups, or correct the name`,
    });
  }
  const value = `looked_up.${identifier(target)}`;
  return `(${sql} IS NOT NULL AND ${sql} NOT IN (SELECT ${value} FROM ${relation} AS looked_up WHERE ${value} IS NOT NULL))`;
}

/** A date counts from its midnight, and what has no zone is taken as UTC. */
function isOlder({ seconds }: Of<"fresherThan">, { sql, type }: Operand, runTime: number): string {
  const oldest = new Date(runTime - seconds * 1000).toISOString();
  if (type.kind === "timestamptz") return `${sql} < ${literal(oldest, type)}`;
  return `CAST(${sql} AS TIMESTAMP) < ${literal(oldest.slice(0, -1), { kind: "timestamp" })}`;
}

export const unknownColumn = (rule: string, column: string | null, columns: readonly Column[]): Permanent =>
  new Permanent("check.unknown-column", `${rule} needs the column ${column}, which the rows do not have`, {
    where: rule,
    why: `the columns are ${columns.map(({ name }) => name).join(", ")}`,
    next: "correct the column's name in the pipeline",
  });
