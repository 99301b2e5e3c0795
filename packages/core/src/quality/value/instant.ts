const DATE = /^(\d{4,6})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/;
const TIMESTAMP = /^([^T ]+)[T ]([^Z+-]+)(Z|[+-]\d\d(?::?\d\d)?)?$/i;

const MICROS_PER_MS = 1000n;
const MICROS_PER_SECOND = 1_000_000n;
const MICROS_PER_MINUTE = 60n * MICROS_PER_SECOND;

/** `2024-02-29` as microseconds since 1970 at midnight in UTC; null for what is no date. */
export function dateMicros(text: string): bigint | null {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(0);
  // Date.UTC would make 1999 of the year 99.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? BigInt(date.getTime()) * MICROS_PER_MS : null;
}

/** `23:59:59.999999` as microseconds since midnight. Digits beyond microseconds are dropped. */
export function timeMicros(text: string): bigint | null {
  const [, hours, minutes, seconds = "0", fraction = ""] = TIME.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const wholeSeconds = BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  return wholeSeconds * MICROS_PER_SECOND + BigInt(fraction.slice(0, 6).padEnd(6, "0"));
}

/** A date and a time, as microseconds since 1970. `zone` says whether an offset must stand there, or must not. */
export function timestampMicros(text: string, zone: "required" | "none"): bigint | null {
  const [, date = "", time = "", offset] = TIMESTAMP.exec(text) ?? [];
  if ((offset !== undefined) !== (zone === "required")) return null;
  const day = dateMicros(date);
  const clock = timeMicros(time);
  return day === null || clock === null ? null : day + clock - offsetMicros(offset);
}

function offsetMicros(offset: string | undefined): bigint {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset ?? "") ?? [];
  if (hours === undefined) return 0n;
  const total = (BigInt(hours) * 60n + BigInt(minutes)) * MICROS_PER_MINUTE;
  return sign === "-" ? -total : total;
}

export const dateObjectMicros = (date: Date): bigint | null =>
  Number.isNaN(date.getTime()) ? null : BigInt(date.getTime()) * MICROS_PER_MS;
