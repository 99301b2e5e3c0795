import { digits } from "./digits.ts";

export const MICROS_A_DAY = 86_400_000_000;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** `09:05:00`, `09:05:00.250` or `09:05:00.000001` for the microseconds since midnight. */
export function timeText(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const minutes = Math.floor(seconds / 60);
  const text = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
  const rest = micros % 1_000_000;
  if (rest === 0) return text;
  const digits = String(rest).padStart(6, "0");
  return `${text}.${digits.endsWith("000") ? digits.slice(0, 3) : digits}`;
}

const NO_SECONDS = "00:00".length;
const WHOLE_SECONDS = "00:00:00".length;
const MICROSECONDS = "00:00:00.000000".length;

/** Microseconds since midnight, `24:00:00` included; undefined where `text` is no such time. */
export function parseTime(text: string): number | undefined {
  const length = text.length;
  if (length !== NO_SECONDS && (length < WHOLE_SECONDS || length > MICROSECONDS)) return undefined;
  const hours = digits(text, 0, 2);
  const minutes = digits(text, 3, 5);
  const seconds = length === NO_SECONDS ? 0 : digits(text, 6, 8);
  const separated =
    text[2] === ":" &&
    (length === NO_SECONDS || text[5] === ":") &&
    (length <= WHOLE_SECONDS || text[8] === ".");
  if (!separated || !(minutes <= 59 && seconds <= 59) || length === WHOLE_SECONDS + 1) return undefined;
  const whole = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000;
  const micros = length <= WHOLE_SECONDS ? whole : whole + fraction(text);
  return micros <= MICROS_A_DAY ? micros : undefined;
}

const fraction = (text: string): number =>
  digits(text, WHOLE_SECONDS + 1, text.length) * 10 ** (MICROSECONDS - text.length);
