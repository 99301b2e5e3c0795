import type { Column, ColumnType } from "../../../contract/column.ts";
import { type ByteRule, byteRule, canonicalEnd, isCalendarDay } from "../exact/canonical.ts";
import { PLAIN_TEXT } from "../exact/judge.ts";
import { type JsonNumber, readNumber, SAFE_DIGITS } from "./number.ts";
import { stringEnd, valueEnd } from "./value-end.ts";

interface Member {
  readonly type: ColumnType;
  readonly rule: ByteRule;
  readonly key: Buffer;
  seen: number;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN = 123;
const CLOSE = 125;

/**
 * Tells lines of which the engine's reader is certain to make exactly the row they say. It is strict where the engine
 * is lenient: a number as text, `1.5` for a whole number and sixteen digits are not plain, and are looked at again.
 */
export class PlainLine {
  readonly #members: readonly Member[];
  readonly #byKey: ReadonlyMap<string, Member>;
  readonly #number: JsonNumber = { end: -1, wholeDigits: 0, fractionDigits: 0, exponentDigits: 0 };
  #line = 0;

  constructor(columns: readonly Column[]) {
    this.#members = columns.map(({ name, type }) => ({
      type,
      rule: byteRule(type, PLAIN_TEXT),
      key: Buffer.from(name),
      seen: 0,
    }));
    this.#byKey = new Map(this.#members.map((member) => [member.key.toString("latin1"), member]));
  }

  /** `b[to]` has to exist and to be no part of the line. */
  isPlain(b: Buffer, from: number, to: number): boolean {
    this.#line++;
    let i = blankEnd(b, from);
    if (b[i] !== OPEN) return false;
    i = blankEnd(b, i + 1);
    if (b[i] === CLOSE) return blankEnd(b, i + 1) >= to;
    for (let n = 0; i < to; n++) {
      if (b[i] !== QUOTE) return false;
      const expected = this.#members[n];
      const isExpected = expected !== undefined && isAt(b, i + 1, expected.key);
      const keyEnd = isExpected ? i + 2 + expected.key.length : stringEnd(b, i);
      if (keyEnd < 0) return false;
      const member = isExpected ? expected : this.#memberAt(b, i + 1, keyEnd - 1);
      if (member === "odd" || member?.seen === this.#line) return false;
      if (member) member.seen = this.#line;
      i = blankEnd(b, keyEnd);
      if (b[i] !== COLON) return false;
      i = blankEnd(b, i + 1);
      i = member === null ? valueEnd(b, i, this.#number, false) : this.#memberEnd(b, i, member);
      if (i < 0) return false;
      i = blankEnd(b, i);
      if (b[i] === CLOSE) return blankEnd(b, i + 1) >= to;
      if (b[i] !== COMMA) return false;
      i = blankEnd(b, i + 1);
    }
    return false;
  }

  /** The contract's column of a key; odd where it has escapes. */
  #memberAt(b: Buffer, from: number, to: number): Member | null | "odd" {
    const key = b.toString("latin1", from, to);
    return key.includes("\\") ? "odd" : (this.#byKey.get(key) ?? null);
  }

  #memberEnd(b: Buffer, i: number, { type, rule }: Member): number {
    const isText = b[i] === QUOTE;
    if (b[i] === 110) return valueEnd(b, i, this.#number, false);
    switch (type.kind) {
      case "text":
        return isText ? stringEnd(b, i) : -1;
      case "json":
        return valueEnd(b, i, this.#number, true);
      case "boolean":
        return b[i] === 116 || b[i] === 102 ? valueEnd(b, i, this.#number, false) : -1;
      case "uuid":
        return isText && isUuid(b, i + 1) && b[i + 37] === QUOTE ? i + 38 : -1;
      case "bytes":
        return -1;
      case "date":
      case "timestamp":
      case "timestamptz":
        return isText && isCalendarDay(b, i + 1) ? quotedEnd(rule, b, i) : -1;
      case "time":
        return isText ? quotedEnd(rule, b, i) : -1;
      default:
        return isText ? -1 : this.#numberEnd(b, i, type);
    }
  }

  #numberEnd(b: Buffer, i: number, type: ColumnType): number {
    const number = this.#number;
    readNumber(b, i, number);
    // The engine takes -0 for a whole number, which has no negative zero.
    const isNegativeZero = number.end === i + 2 && b[i] === 45 && b[i + 1] === 48;
    return number.end >= 0 && !isNegativeZero && fits(number, type) ? number.end : -1;
  }
}

function fits({ wholeDigits, fractionDigits, exponentDigits }: JsonNumber, type: ColumnType): boolean {
  switch (type.kind) {
    case "int32":
      return wholeDigits <= 9 && fractionDigits + exponentDigits === 0;
    case "int":
    case "int64":
      return wholeDigits <= 18 && fractionDigits + exponentDigits === 0;
    case "decimal":
      return (
        exponentDigits === 0 &&
        fractionDigits <= type.scale &&
        wholeDigits <= Math.max(type.precision - type.scale, 1) &&
        wholeDigits + fractionDigits <= SAFE_DIGITS
      );
    case "double":
      return exponentDigits <= 2 && wholeDigits <= 200;
    default:
      return exponentDigits === 0 && wholeDigits <= 30;
  }
}

function blankEnd(b: Buffer, i: number): number {
  let end = i;
  while (b[end] === 32 || b[end] === 9 || b[end] === 13) end++;
  return end;
}

/** Most lines have the columns in the same order. Byte by byte: a call out of the language costs more than a key. */
function isAt(b: Buffer, from: number, key: Buffer): boolean {
  for (let i = 0; i < key.length; i++) if (b[from + i] !== key[i]) return false;
  return b[from + key.length] === QUOTE;
}

function quotedEnd(rule: ByteRule, b: Buffer, i: number): number {
  const end = canonicalEnd(rule, b, i + 1);
  return end >= 0 && b[end] === QUOTE ? end + 1 : -1;
}

function isUuid(b: Buffer, from: number): boolean {
  for (let n = 0; n < 36; n++) {
    const c = b[from + n]!;
    const dash = n === 8 || n === 13 || n === 18 || n === 23;
    if (dash ? c !== 45 : !((c >= 48 && c <= 57) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70)))
      return false;
  }
  return true;
}
