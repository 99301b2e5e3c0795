import { createHash } from "node:crypto";
import { decodeTime, encodeTime, ulid } from "ulid";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const HASH_BYTES = 10;

/** A ULID as it is written here: upper case, and a time that fits into 48 bits. */
export const ULID_PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * A ULID whose time part is `timeMs` and whose random part is the first 80 bits of the SHA-256 of `key`.
 * The same time and key give the same id, on every machine, for ever. Throws where the time is not a whole
 * number of milliseconds that a ULID can hold.
 */
export function deterministicUlid(timeMs: number, ...key: readonly (string | number)[]): string {
  const hash = createHash("sha256").update(JSON.stringify(key)).digest();
  let random = "";
  let bits = 0;
  let held = 0;
  for (const byte of hash.subarray(0, HASH_BYTES)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      random += CROCKFORD[held >> bits];
      held &= (1 << bits) - 1;
    }
  }
  return encodeTime(timeMs) + random;
}

/** The id of a run that a person asked for: random, ordered by time. */
export const newRunId = (nowMs: number): string => ulid(nowMs);

/** The id of a run that a trigger asked for: the same trigger twice is the same run. */
export const runIdFor = (timeMs: number, ...trigger: readonly (string | number)[]): string =>
  deterministicUlid(timeMs, ...trigger);

/** When the run with this id was asked for, in milliseconds since 1970. */
export const runTime = (runId: string): number => decodeTime(runId);

export const isUlid = (text: string): boolean => ULID_PATTERN.test(text);
