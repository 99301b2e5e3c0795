import type { Orderable } from "./order.ts";

/** True where nothing is left over, as with the engine's `%`. NaN and infinities are no multiples. */
export function isMultiple(value: Orderable, of: Orderable): boolean {
  if (typeof value === "bigint" && typeof of === "bigint") return value % of === 0n;
  if (typeof value === "bigint" && Number.isInteger(of)) return value % BigInt(of) === 0n;
  return Number(value) % Number(of) === 0;
}
