import { dateText, parseDate } from "./calendar.ts";
import { MICROS_A_DAY, parseTime, timeText } from "./clock.ts";

/** `2024-02-29T09:05:00` for the microseconds since 1970. */
export function timestampText(micros: number | bigint): string {
  const days = daysOf(micros);
  const rest =
    typeof micros === "number"
      ? micros - days * MICROS_A_DAY
      : Number(micros - BigInt(days) * BigInt(MICROS_A_DAY));
  return `${dateText(days)}T${timeText(rest)}`;
}

function daysOf(micros: number | bigint): number {
  if (typeof micros === "number") return Math.floor(micros / MICROS_A_DAY);
  const days = micros / BigInt(MICROS_A_DAY);
  return Number(micros < days * BigInt(MICROS_A_DAY) ? days - 1n : days);
}

/** The years that a timestamp of the engine reaches to, in microseconds: the next values mean infinity. */
const LIMIT = 9_223_372_036_854_775_806n;

/** Microseconds since 1970 of `2024-02-29T09:05:00`, a space in place of the T included. */
export function parseTimestamp(text: string): number | bigint | undefined {
  const at = Math.max(text.indexOf("T"), text.indexOf(" "));
  const days = parseDate(text.slice(0, at));
  const time = parseTime(text.slice(at + 1));
  if (at < 0 || days === undefined || time === undefined) return undefined;
  return shifted(days, time);
}

function shifted(days: number, micros: number): number | bigint | undefined {
  const near = days * MICROS_A_DAY + micros;
  if (Number.isSafeInteger(near)) return near;
  const far = BigInt(days) * BigInt(MICROS_A_DAY) + BigInt(micros);
  return far >= -LIMIT && far <= LIMIT ? far : undefined;
}

const OFFSET = /^(.+)(?:(Z)|([+-])(\d\d):(\d\d))$/;

/** Microseconds since 1970 of a timestamp with `Z` or an offset such as `+05:30`. */
export function parseInstant(text: string): number | bigint | undefined {
  const match = OFFSET.exec(text);
  const local = match?.[1] === undefined ? undefined : parseTimestamp(match[1]);
  if (match === null || local === undefined || match[2] === "Z") return local;
  const [hours, minutes] = [Number(match[4]), Number(match[5])];
  if (hours > 23 || minutes > 59) return undefined;
  const offset = (hours * 60 + minutes) * 60_000_000 * (match[3] === "-" ? -1 : 1);
  return typeof local === "number" && Number.isSafeInteger(local - offset)
    ? local - offset
    : BigInt(local) - BigInt(offset);
}
