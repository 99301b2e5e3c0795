const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
/** More than the widest decimal type has after its point. */
const SCALE = 40;

/** Decimal text as an integer of 10^-40, so that values of different scale compare; null for what is no decimal. */
export function scaledDecimal(text: string): bigint | null {
  const [, sign, whole = "", fraction = ""] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "" || fraction.length > SCALE) return null;
  const digits = BigInt(whole + fraction.padEnd(SCALE, "0"));
  return sign === "-" ? -digits : digits;
}
