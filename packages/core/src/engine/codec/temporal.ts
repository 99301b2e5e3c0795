import { dateText, parseDate } from "./calendar.ts";
import { parseTime, timeText } from "./clock.ts";
import { type Codec, storeEach } from "./codec.ts";
import { readWords, writeWords } from "./integers.ts";
import { parseInstant, parseTimestamp, timestampText } from "./timestamp-text.ts";
import { copyIn, copyOut, isNull, validityOf } from "./vector.ts";
import type { Words } from "./words.ts";

// The engine knows moments before and after all others; as text they are these.
const EVER = "infinity";
const NEVER = "-infinity";

const text =
  <T>(parse: (text: string) => T | undefined) =>
  (value: unknown): T | undefined =>
    typeof value === "string" ? parse(value) : undefined;

const LAST_DAY = 2 ** 31 - 1;
const MAX_DAYS = LAST_DAY - 1;

function encodeDate(value: string): number | undefined {
  if (value === EVER) return LAST_DAY;
  if (value === NEVER) return -LAST_DAY;
  const days = parseDate(value);
  return days !== undefined && Math.abs(days) <= MAX_DAYS ? days : undefined;
}

function decodeDate(days: number): string {
  return Math.abs(days) < LAST_DAY ? dateText(days) : days > 0 ? EVER : NEVER;
}

/** Days since 1970, as text. */
export const date: Codec = {
  expected: 'a date such as "2024-02-29"',
  read(vector, n) {
    const days = new Int32Array(copyOut(vector, n * 4));
    const validity = validityOf(vector, n);
    const texts = new Array<string | null>(n);
    for (let row = 0; row < n; row++) texts[row] = isNull(validity, row) ? null : decodeDate(days[row] ?? 0);
    return texts;
  },
  write(vector, values, n, refuse) {
    const days = new Int32Array(n);
    const nulls = storeEach(values, n, refuse, text(encodeDate), (row, day) => {
      days[row] = day;
    });
    copyIn(vector, days);
    nulls.writeTo(vector);
  },
};

/** Microseconds since midnight, as text. */
export const time: Codec = {
  expected: 'a time such as "09:05:00", with at most 6 digits after the second',
  read: (vector, n, refuse) => readWords(vector, n, refuse, (words, row) => timeText(words.number(row))),
  write: (vector, values, n, refuse) => writeWords(vector, values, n, refuse, text(parseTime)),
};

const LAST_MOMENT = 2n ** 63n - 1n;

const moment = (parse: (text: string) => number | bigint | undefined) =>
  text((value) => (value === EVER ? LAST_MOMENT : value === NEVER ? -LAST_MOMENT : parse(value)));

const momentText = (suffix: string) => (words: Words, row: number) => {
  const micros = words.exact(row);
  if (micros === LAST_MOMENT) return EVER;
  if (micros === -LAST_MOMENT) return NEVER;
  return timestampText(micros) + suffix;
};

/** Microseconds since 1970 on a clock that nobody says the place of, as text. */
export const timestamp: Codec = {
  expected: 'a timestamp without a time zone such as "2024-02-29T09:05:00"',
  read: (vector, n, refuse) => readWords(vector, n, refuse, momentText("")),
  write: (vector, values, n, refuse) => writeWords(vector, values, n, refuse, moment(parseTimestamp)),
};

/** Microseconds since 1970 in UTC, as text that ends in Z. */
export const instantText: Codec = {
  expected: 'a timestamp with a time zone such as "2024-02-29T09:05:00Z" or "2024-02-29T09:05:00+01:00"',
  read: (vector, n, refuse) => readWords(vector, n, refuse, momentText("Z")),
  write: (vector, values, n, refuse) => writeWords(vector, values, n, refuse, moment(parseInstant)),
};

const DATE_LIMIT_MS = 8.64e15;

/** As a Date, which ends at the millisecond and the year 275760: microseconds are cut off, later years refused. */
export const instantDate: Codec = {
  expected: "a valid Date",
  read: (vector, n, refuse) =>
    readWords(vector, n, refuse, (words, row) => {
      const millis = millisOf(words.exact(row));
      return Math.abs(millis) <= DATE_LIMIT_MS ? new Date(millis) : undefined;
    }),
  write: (vector, values, n, refuse) =>
    writeWords(vector, values, n, refuse, (value) =>
      value instanceof Date && !Number.isNaN(value.getTime()) ? micros(value.getTime()) : undefined,
    ),
};

/** Rounded down, also before 1970. */
function millisOf(micros: number | bigint): number {
  if (typeof micros === "number") return Math.floor(micros / 1000);
  return Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n);
}

const micros = (millis: number): number | bigint =>
  Number.isSafeInteger(millis * 1000) ? millis * 1000 : BigInt(millis) * 1000n;
