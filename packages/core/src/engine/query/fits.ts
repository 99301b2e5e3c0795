import type { ColumnType } from "../../contract/column.ts";
import { duckType } from "../types.ts";

const INTEGER_DIGITS: Readonly<Record<string, number>> = {
  TINYINT: 3,
  UTINYINT: 3,
  SMALLINT: 5,
  USMALLINT: 5,
  INTEGER: 10,
  UINTEGER: 10,
  BIGINT: 19,
  UBIGINT: 20,
  HUGEINT: 39,
};

/**
 * HUGEINT is what the engine's sum() makes of integers: it becomes a BIGINT, and one that is too large fails the step
 * rather than lose a digit.
 */
const INTO: Readonly<Partial<Record<ColumnType["kind"], readonly string[]>>> = {
  int32: ["TINYINT", "SMALLINT", "UTINYINT", "USMALLINT"],
  int: ["TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "HUGEINT"],
  int64: ["TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "HUGEINT"],
  double: ["TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT"],
  float32: ["TINYINT", "SMALLINT", "UTINYINT", "USMALLINT"],
  timestamp: ["DATE", "TIMESTAMP_S", "TIMESTAMP_MS"],
};

/** Digits that a binary fraction keeps of any decimal. */
const KEPT_DIGITS = { double: 15, float32: 6 };

/** True where every value of the engine's type becomes one of the declared type as it is. */
export function fits(actual: string, declared: ColumnType): boolean {
  if (actual === duckType(declared) || INTO[declared.kind]?.includes(actual)) return true;
  switch (declared.kind) {
    case "double":
    case "float32": {
      const decimal = decimalOf(actual);
      return decimal !== null && decimal.precision <= KEPT_DIGITS[declared.kind];
    }
    case "decimal": {
      const { precision, scale } = decimalOf(actual) ?? { precision: INTEGER_DIGITS[actual], scale: 0 };
      return (
        precision !== undefined &&
        scale <= declared.scale &&
        precision - scale <= declared.precision - declared.scale
      );
    }
    case "text":
      return actual.startsWith("ENUM(");
    case "json":
      return /^(STRUCT|MAP)\(|\[\d*\]$/.test(actual);
    default:
      return false;
  }
}

function decimalOf(type: string): { precision: number; scale: number } | null {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  return precision === undefined ? null : { precision: Number(precision), scale: Number(scale) };
}
