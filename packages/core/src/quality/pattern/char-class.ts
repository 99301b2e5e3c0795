import type { Cursor } from "./cursor.ts";
import { type Escape, readEscape } from "./escape.ts";
import { literal, rangesText } from "./literal.ts";
import { Unsupported } from "./unsupported.ts";

/** Reads a class behind its opening bracket. */
export function readClass(cursor: Cursor): string {
  const negated = cursor.take("^");
  let text = "";
  while (!cursor.take("]")) {
    if (cursor.done) throw new Unsupported("a class without an end", "close it with ]");
    text += readItem(cursor);
  }
  if (text !== "") return `[${negated ? "^" : ""}${text}]`;
  if (negated) return "(?s:.)";
  throw new Unsupported("the empty class []", "leave it out: it matches nothing");
}

/** A character, a range of two, or an escape for many. */
function readItem(cursor: Cursor): string {
  const from = readMember(cursor);
  if (from.kind !== "code-point") return textOf(from);
  const before = literal(from.codePoint, true);
  if (cursor.peek() !== "-") return before;
  cursor.next();
  // At the end of the class the hyphen stands for itself.
  if (cursor.peek() === "]") return `${before}\\-`;
  const to = readMember(cursor);
  if (to.kind !== "code-point") return `${before}\\-${textOf(to)}`;
  return `${before}-${literal(to.codePoint, true)}`;
}

function readMember(cursor: Cursor): Escape {
  const character = cursor.next();
  if (character !== "\\") return { kind: "code-point", codePoint: character.codePointAt(0) ?? 0 };
  return cursor.take("b") ? { kind: "code-point", codePoint: 0x08 } : readEscape(cursor);
}

function textOf(member: Escape): string {
  switch (member.kind) {
    case "code-point":
      return literal(member.codePoint, true);
    case "ranges":
      return rangesText(member.ranges);
    case "shared":
      return member.text;
  }
}
