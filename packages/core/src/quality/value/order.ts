import type { ColumnType } from "../../contract/column.ts";
import { scaledDecimal } from "./decimal.ts";
import { dateMicros, dateObjectMicros, timeMicros, timestampMicros } from "./instant.ts";

/** A value in a form that compares as the engine compares its column: numbers with numbers, texts with texts. */
export type Orderable = number | bigint | string;

/** Null where the value is not of the type, or the type has no order (`json`, `bytes`). */
export function orderable(type: ColumnType, value: unknown): Orderable | null {
  switch (type.kind) {
    case "int32":
    case "int":
    case "int64":
    case "double":
      return typeof value === "number" || typeof value === "bigint" ? value : null;
    case "float32":
      return typeof value === "number" ? Math.fround(value) : null;
    case "boolean":
      return typeof value === "boolean" ? Number(value) : null;
    case "json":
    case "bytes":
      return null;
    default:
      return value instanceof Date
        ? dateOf(type, value)
        : typeof value === "string"
          ? ofText(type, value)
          : null;
  }
}

const dateOf = (type: ColumnType, value: Date): bigint | null =>
  type.kind === "timestamptz" ? dateObjectMicros(value) : null;

function ofText(type: ColumnType, text: string): Orderable | null {
  switch (type.kind) {
    case "decimal":
      return scaledDecimal(text);
    case "date":
      return dateMicros(text);
    case "time":
      return timeMicros(text);
    case "timestamp":
      return timestampMicros(text, "none");
    case "timestamptz":
      return timestampMicros(text, "required");
    case "uuid":
      return text.toLowerCase();
    default:
      return text;
  }
}

/** Below 0: `a` comes first. As in the engine, NaN is above all numbers, and texts compare by code points. */
export function compare(a: Orderable, b: Orderable): number {
  if (typeof a === "string" && typeof b === "string") return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

/** The same text for equal values, whatever their form: `1` and `1n`, `1.5` and `1.50`. Null as with `orderable`. */
export function keyOf(type: ColumnType, value: unknown): string | null {
  const order = orderable(type, value);
  // Adding 0 makes 0 of -0.
  return order === null ? null : String(typeof order === "number" ? order + 0 : order);
}
