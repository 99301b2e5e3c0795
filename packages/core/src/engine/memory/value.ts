import type { Column } from "../../contract/column.ts";
import { orderable } from "../../quality/value/order.ts";

/** True where the value has the JavaScript form of the column's type. */
export function isValue({ type }: Column, value: unknown): boolean {
  switch (type.kind) {
    case "int32":
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
    case "int":
      return Number.isSafeInteger(value);
    case "int64":
      return typeof value === "bigint" && BigInt.asIntN(64, value) === value;
    case "json":
      return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
    case "bytes":
      return value instanceof Uint8Array;
    default:
      return orderable(type, value) !== null;
  }
}

/** As the engine casts it to text, for all types in which it is one and the same. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
