import { digits } from "./digits.ts";

// The proleptic Gregorian calendar, as the engine has it, as arithmetic on days since 1970-01-01. JavaScript's Date
// does not reach as far and is slower.

const DAYS_OF_ERA = 146_097; // 400 years
const DAYS_TO_1970 = 719_468; // from 0000-03-01, with which an era begins

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Four digits; outside 0000 to 9999 a sign and at least six, as in ISO 8601. The year before 0001 is 0000. */
function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, "0");
  return `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}`;
}

// Data mostly has the same few thousand days, and to look one up is several times as fast as to spell it.
const KNOWN_DAYS = 1 << 16;
const known = new Map<number, string>();

/** `2024-02-29` for a number of days since 1970-01-01. */
export function dateText(days: number): string {
  const before = known.get(days);
  if (before !== undefined) return before;
  if (known.size === KNOWN_DAYS) known.clear();
  const text = spell(days);
  known.set(days, text);
  return text;
}

function spell(days: number): string {
  const shifted = days + DAYS_TO_1970;
  const era = Math.floor(shifted / DAYS_OF_ERA);
  const dayOfEra = shifted - era * DAYS_OF_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

const EXPANDED_YEAR = /^[+-]\d{6,7}$/;

/** Days since 1970-01-01; undefined where `text` is no such date: `2023-02-29`. */
export function parseDate(text: string): number | undefined {
  const end = text.length;
  const year = parseYear(text, end - 6);
  const month = digits(text, end - 5, end - 3);
  const day = digits(text, end - 2, end);
  const dashed = text[end - 6] === "-" && text[end - 3] === "-";
  if (!dashed || !(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return undefined;
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_ERA + dayOfEra - DAYS_TO_1970;
}

function parseYear(text: string, end: number): number {
  if (end === 4) return digits(text, 0, 4);
  return EXPANDED_YEAR.test(text.slice(0, end)) ? Number(text.slice(0, end)) : Number.NaN;
}

/** NaN for a year that is none, so that no day is in it. */
function daysIn(year: number, month: number): number {
  if (Number.isNaN(year)) return year;
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
