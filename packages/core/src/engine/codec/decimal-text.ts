import { digits } from "./digits.ts";

// Up to 15 digits a number is exact, and much faster than a bigint.
const EXACT_DIGITS = 15;

/** `1230` with scale 2 is `12.30`. */
export function decimalText(unscaled: number | bigint, scale: number): string {
  if (scale === 0) return String(unscaled);
  const negative = unscaled < 0;
  const spelled = String(negative ? -unscaled : unscaled).padStart(scale + 1, "0");
  const point = spelled.length - scale;
  return `${negative ? "-" : ""}${spelled.slice(0, point)}.${spelled.slice(point)}`;
}

/**
 * The digits of `text` without the point; undefined where `text` is no decimal of this precision and scale. Zeros
 * beyond the scale are no digits; any other digit there is one too many, since rounding is the author's to do.
 */
export function parseDecimal(text: string, precision: number, scale: number): number | bigint | undefined {
  return parseUsual(text, precision, scale) ?? parseAny(text, precision, scale);
}

/** The form that `decimalText` gives, with few digits and without a sign; undefined for any other. */
function parseUsual(text: string, precision: number, scale: number): number | undefined {
  const point = text.length - scale - 1;
  if (scale === 0 || point < 1 || point + scale > Math.min(precision, EXACT_DIGITS) || text[point] !== ".")
    return undefined;
  const unscaled = digits(text, 0, point) * 10 ** scale + digits(text, point + 1, text.length);
  return Number.isNaN(unscaled) ? undefined : unscaled;
}

const DECIMAL = /^(-?)0*(\d+)(?:\.(\d+))?$/;

function parseAny(text: string, precision: number, scale: number): number | bigint | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = ""] = match;
  if (fraction.length > scale && !/^0*$/.test(fraction.slice(scale))) return undefined;
  const spelled = (whole === "0" ? "" : whole) + fraction.slice(0, scale).padEnd(scale, "0");
  if (spelled.length > precision) return undefined;
  return spelled.length <= EXACT_DIGITS ? Number(sign + (spelled || "0")) : BigInt(sign + spelled);
}
