import type { ColumnType } from "../../contract/column.ts";
import type { Bound, Scalar } from "../../quality/check.ts";
import { text } from "../sql.ts";
import { duckType } from "../types.ts";

const INTEGER = /^[+-]?\d{1,38}$/;
const DECIMAL = /^[+-]?(\d*)\.(\d+)$/;
const DIGITS = 38;

/** A value of a check as an SQL literal that compares exactly with a column of this type. */
export function literal(value: Scalar | Bound, type: ColumnType): string {
  switch (type.kind) {
    case "int32":
    case "int":
    case "int64":
    case "decimal":
      return exactNumber(String(value));
    case "double":
      return cast(String(value), "DOUBLE");
    case "float32":
      return cast(String(Math.fround(Number(value))), "FLOAT");
    case "boolean":
    case "uuid":
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
      return cast(String(value), duckType(type));
    case "text":
    case "json":
    case "bytes":
      return text(String(value));
  }
}

/** Narrow where it can be: the engine compares in the wider of two types, and that has 38 digits at most. */
function exactNumber(value: string): string {
  if (INTEGER.test(value)) return cast(value, value.replace(/^[+-]/, "").length < 19 ? "BIGINT" : "HUGEINT");
  const [, whole = "", fraction = ""] = DECIMAL.exec(value) ?? [];
  const digits = Math.max(whole.length, 1) + fraction.length;
  if (fraction === "" || digits > DIGITS) return cast(value, "DOUBLE");
  return cast(value, `DECIMAL(${digits},${fraction.length})`);
}

const cast = (value: string, type: string): string => `CAST(${text(value)} AS ${type})`;
