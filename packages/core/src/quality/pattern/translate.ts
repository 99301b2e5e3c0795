import { readClass } from "./char-class.ts";
import { Cursor } from "./cursor.ts";
import { readEscape } from "./escape.ts";
import { literal, rangesText } from "./literal.ts";
import { Unsupported } from "./unsupported.ts";

/** RE2's limit on how often something is repeated, over all levels of nesting. */
const MAX_REPEAT = 1000;
/** JavaScript's dot stops at these four; RE2's at the first alone. */
const DOT = "[^\\n\\r\u2028\u2029]";

/** A piece of the pattern, and how often its most repeated part may come. */
interface Piece {
  readonly text: string;
  readonly repeat: number;
}

/**
 * A JavaScript pattern in the syntax that RE2 shares with JavaScript's flag u, where it means the same in both.
 * Characters are code points. Throws `Unsupported`.
 */
export function translate(pattern: RegExp): string {
  refuseFlags(pattern);
  const cursor = new Cursor(pattern.source, pattern.unicode);
  const { text } = readAlternatives(cursor, pattern.dotAll);
  return pattern.ignoreCase ? `(?i:${text})` : text;
}

function refuseFlags({ multiline, sticky, unicodeSets }: RegExp): void {
  if (multiline) throw new Unsupported("the flag m", "write (?:^|\\n) and (?:$|\\n), or check single lines");
  if (sticky) throw new Unsupported("the flag y", "write ^ at the beginning");
  if (unicodeSets)
    throw new Unsupported("the flag v", "write the flag u, and classes without set operations");
}

function readAlternatives(cursor: Cursor, dotAll: boolean): Piece {
  let text = "";
  let repeat = 1;
  while (!cursor.done && cursor.peek() !== ")") {
    const piece = cursor.take("|") ? { text: "|", repeat: 1 } : readRepeated(cursor, dotAll);
    text += piece.text;
    repeat = Math.max(repeat, piece.repeat);
  }
  return { text, repeat };
}

function readRepeated(cursor: Cursor, dotAll: boolean): Piece {
  const atom = readAtom(cursor, dotAll);
  const [quantifier, low, high] = cursor.match(/^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/) ?? [""];
  const repeat = atom.repeat * Math.max(1, Number(low ?? 1), Number(high || 1));
  if (repeat <= MAX_REPEAT) return { text: atom.text + quantifier, repeat };
  throw new Unsupported(
    `a repetition of ${repeat} times`,
    `write at most ${MAX_REPEAT}, or check the length with .length(low, high)`,
  );
}

function readAtom(cursor: Cursor, dotAll: boolean): Piece {
  const character = cursor.next();
  switch (character) {
    case "(":
      return readGroup(cursor, dotAll);
    case "[":
      return { text: readClass(cursor), repeat: 1 };
    case ".":
      return { text: dotAll ? "(?s:.)" : DOT, repeat: 1 };
    case "^":
    case "$":
      return { text: character, repeat: 1 };
    case "\\":
      return { text: escapeOutside(cursor), repeat: 1 };
    default:
      return { text: literal(character.codePointAt(0) ?? 0, false), repeat: 1 };
  }
}

/** Groups capture nothing here: a check only asks whether the pattern matches. */
function readGroup(cursor: Cursor, dotAll: boolean): Piece {
  if (cursor.match(/^\?<?[=!]/)) {
    throw new Unsupported(
      "a lookahead or lookbehind",
      "split it into two .matches(), or write rows.satisfies(…)",
    );
  }
  if (cursor.match(/^\?[a-z-]+:/)) {
    throw new Unsupported("flags inside the pattern", "put them at its end: /…/i");
  }
  cursor.match(/^\?(?::|<[^>]*>)/);
  const { text, repeat } = readAlternatives(cursor, dotAll);
  cursor.take(")");
  return { text: `(?:${text})`, repeat };
}

function escapeOutside(cursor: Cursor): string {
  if (cursor.take("b")) return "\\b";
  if (cursor.take("B")) return "\\B";
  const read = readEscape(cursor);
  if (read.kind === "code-point") return literal(read.codePoint, false);
  return read.kind === "ranges" ? `[${rangesText(read.ranges)}]` : read.text;
}
