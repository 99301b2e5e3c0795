import type { Column, ColumnType } from "../contract/column.ts";
import { Usage } from "../errors.ts";
import type { RuleName } from "./check.ts";

type Kind = ColumnType["kind"];
/** The rules that are about one column, and so about its type. */
export type ColumnRule = Exclude<RuleName, "satisfies" | "count">;

const NUMBERS: readonly Kind[] = ["int32", "int", "int64", "double", "float32", "decimal"];
const INSTANTS: readonly Kind[] = ["date", "timestamp", "timestamptz"];
const ORDERED: readonly Kind[] = [...NUMBERS, ...INSTANTS, "time", "text"];
const EQUAL: readonly Kind[] = [...ORDERED, "boolean", "uuid"];
const ALL: readonly Kind[] = [...EQUAL, "json", "bytes"];

/** The types on which each rule has a meaning. */
export const RULE_TYPES: Readonly<Record<ColumnRule, readonly Kind[]>> = {
  notNull: ALL,
  unique: EQUAL,
  oneOf: EQUAL,
  references: EQUAL,
  between: ORDERED,
  multipleOf: NUMBERS,
  matches: ["text"],
  length: ["text"],
  fresherThan: INSTANTS,
};

export const hasOrder = ({ type }: Column): boolean => ORDERED.includes(type.kind);
export const hasEquality = ({ type }: Column): boolean => EQUAL.includes(type.kind);

/** Throws `Usage` (`check.type`). */
export function refuseType(rule: ColumnRule, { name, type }: Column, where: string): void {
  const kinds = RULE_TYPES[rule];
  if (kinds.includes(type.kind)) return;
  throw new Usage("check.type", `${rule} has no meaning for ${name}, which is ${type.kind}`, {
    where,
    why: `${rule} is for ${kinds.join(", ")}`,
    next: `write rows.satisfies("<an SQL condition on ${name}>")`,
  });
}
