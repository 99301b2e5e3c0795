import type { ColumnType } from "../../../contract/column.ts";
import { daysIn } from "./calendar.ts";
import type { TextOptions } from "./judge.ts";

/** How a column's texts are looked at byte by byte. */
export const FREE = 0;
export const INTEGER = 1;
const DECIMAL = 2;
const FLOAT = 3;
const DATE = 4;
const TIME = 5;
const TIMESTAMP = 6;
const TIMESTAMPTZ = 7;
/** Has no usual form: every text is judged. */
const JUDGED = 8;

export interface ByteRule {
  readonly form: number;
  /** Digits after the point that a decimal may have. */
  readonly scale: number;
  /** The byte of the decimal point. */
  readonly point: number;
}

export const ANY_BYTES: ByteRule = { form: FREE, scale: 0, point: 0 };

/** Texts of a free column reach the engine as they are: it reads them exactly or refuses them. */
export function byteRule(type: ColumnType, options: TextOptions): ByteRule {
  const point = options.decimalSeparator.charCodeAt(0);
  return { form: formOf(type, options), scale: type.kind === "decimal" ? type.scale : 0, point };
}

function formOf({ kind }: ColumnType, { dateFormat, timestampFormat }: TextOptions): number {
  switch (kind) {
    case "int32":
    case "int":
    case "int64":
      return INTEGER;
    case "decimal":
      return DECIMAL;
    case "double":
    case "float32":
      return FLOAT;
    case "date":
      return dateFormat === null ? DATE : JUDGED;
    case "time":
      return TIME;
    case "timestamp":
      return timestampFormat === null ? TIMESTAMP : JUDGED;
    case "timestamptz":
      return timestampFormat === null ? TIMESTAMPTZ : JUDGED;
    case "json":
      return JUDGED;
    default:
      return FREE;
  }
}

/**
 * Where a text that begins at `i` and has the usual form of its type ends; -1 where it has another form. A usual form
 * is one that the engine reads exactly, or refuses because it is out of range.
 */
export function canonicalEnd(rule: ByteRule, b: Uint8Array, i: number): number {
  switch (rule.form) {
    case INTEGER:
      return integerEnd(b, i);
    case DECIMAL:
      return decimalEnd(b, i, rule.point, rule.scale);
    case FLOAT:
      return decimalEnd(b, i, rule.point, Number.POSITIVE_INFINITY);
    case DATE:
      return dateEnd(b, i);
    case TIME:
      return timeEnd(b, i);
    case TIMESTAMP:
      return timestampEnd(b, i);
    case TIMESTAMPTZ:
      // The engine's casts with a zone know no calendar: they make a day of 2024-66-58.
      return isCalendarDay(b, i) ? offsetEnd(b, timestampEnd(b, i)) : -1;
    default:
      return -1;
  }
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const MINUS = 45;
const COLON = 58;

function digitsEnd(b: Uint8Array, i: number): number {
  let end = i;
  while (isDigit(b[end]!)) end++;
  return end;
}

export function integerEnd(b: Uint8Array, i: number): number {
  const from = b[i] === MINUS ? i + 1 : i;
  const end = digitsEnd(b, from);
  return end > from ? end : -1;
}

function decimalEnd(b: Uint8Array, i: number, point: number, scale: number): number {
  const whole = integerEnd(b, i);
  if (whole < 0 || b[whole] !== point) return whole;
  const end = digitsEnd(b, whole + 1);
  return end > whole + 1 && end - whole - 1 <= scale ? end : -1;
}

const two = (b: Uint8Array, i: number): boolean => isDigit(b[i]!) && isDigit(b[i + 1]!);

function dateEnd(b: Uint8Array, i: number): number {
  const shaped = two(b, i) && two(b, i + 2) && two(b, i + 5) && two(b, i + 8);
  if (!shaped || b[i + 4] !== MINUS || b[i + 7] !== MINUS) return -1;
  const yearZero = b[i] === 48 && b[i + 1] === 48 && b[i + 2] === 48 && b[i + 3] === 48;
  return yearZero ? -1 : i + 10;
}

/** Two digits that are less than `below` tens. */
const under = (b: Uint8Array, i: number, below: number): boolean => two(b, i) && b[i]! < below;

function timeEnd(b: Uint8Array, i: number): number {
  const hours = two(b, i) && (b[i]! < 50 || (b[i] === 50 && b[i + 1]! < 52));
  if (!hours || b[i + 2] !== COLON || !under(b, i + 3, 54)) return -1;
  if (b[i + 5] !== COLON || !under(b, i + 6, 54)) return -1;
  if (b[i + 8] !== 46) return i + 8;
  const end = digitsEnd(b, i + 9);
  return end > i + 9 && end <= i + 15 ? end : -1;
}

const SPACE = 32;
const T = 84;
const timestampEnd = (b: Uint8Array, i: number): number =>
  dateEnd(b, i) < 0 || (b[i + 10] !== SPACE && b[i + 10] !== T) ? -1 : timeEnd(b, i + 11);

/** The end of `Z` or `+02:00` after a timestamp that ends at `i`; without either it is in UTC. */
function offsetEnd(b: Uint8Array, i: number): number {
  if (i < 0) return -1;
  if (b[i] === 90) return i + 1;
  if (b[i] !== 43 && b[i] !== MINUS) return i;
  const hours = b[i + 1] === 48 || (b[i + 1] === 49 && b[i + 2]! < 54);
  return hours && isDigit(b[i + 2]!) && b[i + 3] === COLON && under(b, i + 4, 54) ? i + 6 : -1;
}

/** A day that the calendar has stands at `i`, in the form `2024-02-29`. */
export function isCalendarDay(b: Uint8Array, i: number): boolean {
  const month = number(b, i + 5);
  const day = number(b, i + 8);
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysIn(number(b, i) * 100 + number(b, i + 2), month);
}

const number = (b: Uint8Array, i: number): number => (b[i]! - 48) * 10 + b[i + 1]! - 48;
