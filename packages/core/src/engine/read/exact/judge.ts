import type { ColumnType } from "../../../contract/column.ts";
import { isDate, isTime } from "./calendar.ts";
import { shown } from "./shown.ts";

/**
 * Why a text is not read as the type, in plain words; null where it is, with every digit of it. The engine's own
 * casts round `1.5` to 2 and drop the time of day from a date, so they cannot be asked.
 */
export type Judge = (text: string) => string | null;

export interface TextOptions {
  readonly decimalSeparator: "." | ",";
  /** In the engine's words (`%d.%m.%Y`); null: the year first. */
  readonly dateFormat: string | null;
  readonly timestampFormat: string | null;
}

export const PLAIN_TEXT: TextOptions = { decimalSeparator: ".", dateFormat: null, timestampFormat: null };

export function judgeOf(type: ColumnType, options: TextOptions = PLAIN_TEXT): Judge {
  switch (type.kind) {
    case "int32":
      return (text) => integer(text, 32n);
    case "int":
    case "int64":
      return (text) => integer(text, 64n);
    case "decimal":
      return (text) => decimal(text, type.precision, type.scale, options.decimalSeparator);
    case "double":
      return (text) => float(text, options.decimalSeparator, (value) => value);
    case "float32":
      return (text) => float(text, options.decimalSeparator, Math.fround);
    case "boolean":
      return (text) => (BOOLEAN.test(text) ? null : `${shown(text)} is neither true nor false`);
    case "date":
      return options.dateFormat === null ? date : (text) => formatted(text, options.dateFormat);
    case "time":
      return time;
    case "timestamp":
      return options.timestampFormat === null
        ? (text) => timestamp(text, false)
        : (text) => formatted(text, options.timestampFormat);
    case "timestamptz":
      return options.timestampFormat === null
        ? (text) => timestamp(text, true)
        : (text) => formatted(text, options.timestampFormat);
    case "uuid":
      return (text) => (UUID.test(text) ? null : `${shown(text)} is not a UUID`);
    case "json":
      return json;
    case "bytes":
      return (text) => (BYTES.test(text) ? null : `${shown(text)} are not bytes in the form \\x0A\\xFF`);
    case "text":
      return () => null;
  }
}

const INTEGER = /^[ \t]*([+-]?)([0-9]+)(?:\.0*|[eE]\+?([0-9]{1,2}))?[ \t]*$/;
const NUMBER = /^[ \t]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t]*$/;
const DECIMAL = /^[ \t]*[+-]?(?:([0-9]+)(?:\.([0-9]*)|[eE]\+?([0-9]{1,2}))?|\.([0-9]+))[ \t]*$/;
const BOOLEAN = /^(?:true|false|t|f|yes|no|y|n|1|0)$/i;
const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const BYTES = /^(?:\\x[0-9a-fA-F]{2}|[ -[\]-~])*$/;

function integer(text: string, bits: bigint): string | null {
  const [, sign, digits, exponent] = INTEGER.exec(text) ?? [];
  if (digits === undefined) {
    return NUMBER.test(text)
      ? `${shown(text)} has digits after the point: a whole number is expected`
      : `${shown(text)} is not a whole number`;
  }
  const value = BigInt(digits) * 10n ** BigInt(exponent ?? 0) * (sign === "-" ? -1n : 1n);
  const edge = 1n << (bits - 1n);
  return value >= -edge && value < edge ? null : `${shown(text)} does not fit into ${bits} bits`;
}

function decimal(text: string, precision: number, scale: number, separator: "." | ","): string | null {
  const number = separator === "," ? swapped(text) : text;
  const match = DECIMAL.exec(number);
  if (!match) {
    return NUMBER.test(number) ? `${shown(text)} has an exponent` : `${shown(text)} is not a decimal number`;
  }
  const [, whole = "", fraction = match[4] ?? "", exponent] = match;
  const integerDigits = whole.replace(/^0+/, "").length;
  const zeros = integerDigits === 0 ? 0 : Number(exponent ?? 0);
  if (fraction.replace(/0+$/, "").length > scale) {
    return `${shown(text)} has more than ${digits(scale)} after the point`;
  }
  return integerDigits + zeros > precision - scale
    ? `${shown(text)} has more than ${digits(precision - scale)} before the point`
    : null;
}

const digits = (count: number): string => (count === 1 ? "1 digit" : `${count} digits`);

/** A point where a comma is expected is no number, so that it must not become one. */
const swapped = (text: string): string => text.replace(/[.,]/g, (mark) => (mark === "," ? "." : ","));

function float(text: string, separator: "." | ",", narrow: (value: number) => number): string | null {
  const number = separator === "," ? swapped(text) : text;
  if (!NUMBER.test(number)) return `${shown(text)} is not a number`;
  return Number.isFinite(narrow(Number(number))) ? null : `${shown(text)} is too large`;
}

const MIDNIGHT = /^[ T]00:00(?::00(?:\.0+)?(?:Z|[+-]00(?::?00)?)?)?$/;
const DAY = /^[ \t]*([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(.*?)[ \t]*$/s;

function date(text: string): string | null {
  const [, year, , month, day, rest = ""] = DAY.exec(text) ?? [];
  if (!isDate(year, month, day)) return `${shown(text)} is not a date, as 2024-01-31 is`;
  if (rest === "" || MIDNIGHT.test(rest)) return null;
  return CLOCK.test(rest)
    ? `${shown(text)} has a time of day: a date is expected`
    : `${shown(text)} is not a date, as 2024-01-31 is`;
}

/** An offset stands right behind the seconds: the engine reads no other. */
const CLOCK =
  /^[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?(Z|[+-](?:0[0-9]|1[0-5])(?::?[0-5][0-9])?)?)?$/;

function timestamp(text: string, zoned: boolean): string | null {
  const [, year, , month, day, rest = ""] = DAY.exec(text) ?? [];
  const wrong = `${shown(text)} is not a timestamp, as 2024-01-31 23:59:59${zoned ? "+00:00" : ""} is`;
  if (!isDate(year, month, day)) return wrong;
  if (rest === "") return null;
  const [, hour, minute, second = "0", fraction = "", offset] = CLOCK.exec(rest) ?? [];
  if (!isTime(hour, minute, second)) return wrong;
  if (tooFine(fraction)) return `${shown(text)} is finer than a microsecond`;
  const shifts = offset !== undefined && /[1-9]/.test(offset);
  return shifts && !zoned ? `${shown(text)} has an offset: a timestamp without one is expected` : null;
}

const TIME = /^[ \t]*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?[ \t]*$/;

function time(text: string): string | null {
  const [, hour, minute, second = "0", fraction = ""] = TIME.exec(text) ?? [];
  if (!isTime(hour, minute, second)) return `${shown(text)} is not a time, as 23:59:59 is`;
  return tooFine(fraction) ? `${shown(text)} is finer than a microsecond` : null;
}

const tooFine = (fraction: string): boolean => fraction.replace(/0+$/, "").length > 6;

/** Words such as `infinity` pass every format of the engine, and become 1900. */
const formatted = (text: string, format: string | null): string | null =>
  /[0-9]/.test(text) ? null : `${shown(text)} is not written as ${format}`;

function json(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return `${shown(text)} is not JSON`;
  }
}
