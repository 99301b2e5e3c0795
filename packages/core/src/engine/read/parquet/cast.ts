import type { Column, ColumnType } from "../../../contract/column.ts";
import { identifier, text } from "../../sql.ts";
import { duckType } from "../../types.ts";
import { exactPattern } from "./pattern.ts";

/** A column of a Parquet file as one of the contract. */
export interface Cast {
  readonly value: string;
  /** SQL that is true for a value that would lose something; null where none can. */
  readonly fails: string | null;
  /** The contract's type, in words. */
  readonly expected: string;
}

/** Types whose every value the other type holds. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  INTEGER: ["TINYINT", "SMALLINT", "UTINYINT", "USMALLINT"],
  BIGINT: ["TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"],
  DOUBLE: ["FLOAT", "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"],
  VARCHAR: ["UUID", "JSON"],
  TIMESTAMP: ["TIMESTAMP_S", "TIMESTAMP_MS"],
  "TIMESTAMP WITH TIME ZONE": ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS"],
};

/** `source` is the type that the engine sees in the file. */
export function castOf({ name, type }: Column, source: string): Cast {
  const column = identifier(name);
  const target = duckType(type);
  const expected = type.kind === "decimal" ? `decimal(${type.precision}, ${type.scale})` : type.kind;
  const value = `TRY_CAST(${column} AS ${target})`;
  if (source === target || (type.kind === "json" && source === "JSON"))
    return { value: column, fails: null, expected };
  if (WIDER[target]?.includes(source))
    return { value: `CAST(${column} AS ${target})`, fails: null, expected };
  if (type.kind === "json" && source !== "VARCHAR")
    return { value: `to_json(${column})`, fails: null, expected };
  return { value, fails: failure(column, type, value, source), expected };
}

/** Text has to be written as the type is; of other types the value has to come back the same. */
function failure(column: string, type: ColumnType, value: string, source: string): string {
  const unreadable = `${value} IS NULL`;
  const loses =
    source === "VARCHAR"
      ? textLoses(column, type)
      : `TRY_CAST(${value} AS ${source}) IS DISTINCT FROM ${column}`;
  const reasons = loses === null ? unreadable : `${unreadable} OR ${loses}`;
  return `(${column} IS NOT NULL AND (${reasons}))`;
}

function textLoses(column: string, type: ColumnType): string | null {
  const pattern = exactPattern(type);
  return pattern === null ? null : `NOT regexp_full_match(${column}, ${text(pattern)})`;
}
