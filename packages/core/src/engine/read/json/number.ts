/** A number of JSON text, digit by digit: the engine's reader keeps about fifteen of them. */
export interface JsonNumber {
  /** Where it ends; -1: it is none. */
  end: number;
  wholeDigits: number;
  fractionDigits: number;
  exponentDigits: number;
}

/** Digits that survive the way through a double. */
export const SAFE_DIGITS = 15;

const MINUS = 45;
const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 48 && c <= 57;

function digitsEnd(b: Uint8Array, i: number): number {
  let end = i;
  while (isDigit(b[end])) end++;
  return end;
}

/** Reads into `number`, which the caller keeps: there is one for every value of a file. */
export function readNumber(b: Uint8Array, i: number, number: JsonNumber): void {
  number.end = -1;
  number.fractionDigits = 0;
  number.exponentDigits = 0;
  const from = b[i] === MINUS ? i + 1 : i;
  let end = digitsEnd(b, from);
  number.wholeDigits = end - from;
  if (end === from || (b[from] === 48 && end > from + 1)) return;
  if (b[end] === 46) {
    const fraction = end + 1;
    end = digitsEnd(b, fraction);
    number.fractionDigits = end - fraction;
    if (end === fraction) return;
  }
  if (b[end] === 69 || b[end] === 101) {
    const sign = b[end + 1] === 43 || b[end + 1] === MINUS ? 1 : 0;
    const exponent = end + 1 + sign;
    end = digitsEnd(b, exponent);
    number.exponentDigits = end - exponent;
    if (end === exponent) return;
  }
  number.end = end;
}

/** `1.5e-3` without its exponent, digit for digit: `0.0015`. Exponents beyond three digits stay. */
export function withoutExponent(source: string): string {
  const [, sign = "", whole = "", fraction = "", exponent] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?[eE]([+-]?[0-9]{1,3})$/.exec(source) ?? [];
  if (exponent === undefined) return source;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${"0".repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
