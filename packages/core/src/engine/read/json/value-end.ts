import { type JsonNumber, readNumber, SAFE_DIGITS } from "./number.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const MAX_DEPTH = 500;

/** 1 for each byte at which a string ends, escapes, or is none: a line feed is always there to stop at. */
const STOPS = Uint8Array.from({ length: 256 }, (_, c) => (c < 32 || c === QUOTE || c === BACKSLASH ? 1 : 0));

/** After the string that begins at `i`; -1 where it is none, or holds what the engine refuses. */
export function stringEnd(b: Buffer, i: number): number {
  let at = i + 1;
  for (;;) {
    while (STOPS[b[at]!] === 0) at++;
    if (b[at] === QUOTE) return at + 1;
    const length = b[at] === BACKSLASH ? escapeLength(b, at) : -1;
    if (length < 0) return -1;
    at += length;
  }
}

/** Halves of surrogate pairs are not taken here: the engine refuses one without the other. */
function escapeLength(b: Buffer, at: number): number {
  const c = b[at + 1]!;
  if (c === 117) {
    const high = b[at + 2]! | 32;
    const surrogate = high === 100 && (b[at + 3]! > 55 || b[at + 3]! < 48);
    return !surrogate && [2, 3, 4, 5].every((n) => isHex(b[at + n]!)) ? 6 : -1;
  }
  return '"\\/bfnrt'.includes(String.fromCharCode(c)) ? 2 : -1;
}

const isHex = (c: number): boolean => (c >= 48 && c <= 57) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);

/**
 * After the JSON value that begins at `i`; -1 where it is none. `exact`: numbers that the engine would round are
 * refused too.
 */
export function valueEnd(b: Buffer, i: number, number: JsonNumber, exact: boolean, depth = 0): number {
  switch (b[i]) {
    case QUOTE:
      return stringEnd(b, i);
    case 123:
      return membersEnd(b, i, number, exact, depth);
    case 91:
      return elementsEnd(b, i, number, exact, depth);
    case 116:
      return literalEnd(b, i, "true");
    case 102:
      return literalEnd(b, i, "false");
    case 110:
      return literalEnd(b, i, "null");
    default:
      readNumber(b, i, number);
      return number.end >= 0 && (!exact || isSafe(number)) ? number.end : -1;
  }
}

const isSafe = ({ wholeDigits, fractionDigits, exponentDigits }: JsonNumber): boolean =>
  (fractionDigits === 0 && exponentDigits === 0) ||
  (wholeDigits + fractionDigits <= SAFE_DIGITS && exponentDigits <= 2);

function literalEnd(b: Buffer, i: number, word: string): number {
  for (let n = 0; n < word.length; n++) if (b[i + n] !== word.charCodeAt(n)) return -1;
  return i + word.length;
}

function membersEnd(b: Buffer, i: number, number: JsonNumber, exact: boolean, depth: number): number {
  let at = spaceEnd(b, i + 1);
  if (b[at] === 125) return at + 1;
  for (;;) {
    if (depth > MAX_DEPTH || b[at] !== QUOTE) return -1;
    at = stringEnd(b, at);
    if (at < 0) return -1;
    at = spaceEnd(b, at);
    if (b[at] !== 58) return -1;
    at = valueEnd(b, spaceEnd(b, at + 1), number, exact, depth + 1);
    if (at < 0) return -1;
    at = spaceEnd(b, at);
    if (b[at] === 125) return at + 1;
    if (b[at] !== 44) return -1;
    at = spaceEnd(b, at + 1);
  }
}

function elementsEnd(b: Buffer, i: number, number: JsonNumber, exact: boolean, depth: number): number {
  let at = spaceEnd(b, i + 1);
  if (b[at] === 93) return at + 1;
  for (;;) {
    if (depth > MAX_DEPTH) return -1;
    at = valueEnd(b, at, number, exact, depth + 1);
    if (at < 0) return -1;
    at = spaceEnd(b, at);
    if (b[at] === 93) return at + 1;
    if (b[at] !== 44) return -1;
    at = spaceEnd(b, at + 1);
  }
}

function spaceEnd(b: Buffer, i: number): number {
  let end = i;
  while (b[end] === 32 || b[end] === 9 || b[end] === 13) end++;
  return end;
}
