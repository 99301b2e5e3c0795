import type { Cursor } from "./cursor.ts";
import { NO_SPACES, type Range, SPACES } from "./literal.ts";
import { Unsupported } from "./unsupported.ts";

/** What an escape stands for, in a class or outside of one. */
export type Escape =
  | { readonly kind: "code-point"; readonly codePoint: number }
  | { readonly kind: "ranges"; readonly ranges: readonly Range[] }
  /** The same in JavaScript and RE2: `\d`, `\w`, `\p{L}`. */
  | { readonly kind: "shared"; readonly text: string };

const CONTROLS: Readonly<Record<string, number>> = { t: 0x09, n: 0x0a, v: 0x0b, f: 0x0c, r: 0x0d };
const LETTERS_ONLY = 0x1f;

/** Reads an escape behind its backslash; `\b` and `\B` are the caller's. */
export function readEscape(cursor: Cursor): Escape {
  const character = cursor.next();
  switch (character) {
    case "d":
    case "D":
    case "w":
    case "W":
      return { kind: "shared", text: `\\${character}` };
    case "s":
      return { kind: "ranges", ranges: SPACES };
    case "S":
      return { kind: "ranges", ranges: NO_SPACES };
    case "p":
    case "P":
      return property(character, cursor);
    case "x":
    case "u":
      return codePoint(character, cursor);
    case "c":
      return letterControl(cursor);
    case "k":
      throw backreference();
  }
  if (/[1-9]/.test(character)) throw backreference();
  if (character === "0") return zero(cursor);
  return { kind: "code-point", codePoint: CONTROLS[character] ?? character.codePointAt(0) ?? 0 };
}

const backreference = () =>
  new Unsupported("a backreference", "compare the parts in rows.satisfies(…), or in a .rows() step");

function zero(cursor: Cursor): Escape {
  if (!/[0-9]/.test(cursor.peek())) return { kind: "code-point", codePoint: 0 };
  throw new Unsupported("an octal escape", "write it in hexadecimal: \\x1f");
}

function letterControl(cursor: Cursor): Escape {
  const letter = cursor.match(/^[A-Za-z]/)?.[0];
  // Without a letter JavaScript takes the backslash for itself: nobody means that.
  if (letter === undefined)
    throw new Unsupported("\\c without a letter", "write \\\\c for a backslash and a c");
  return { kind: "code-point", codePoint: (letter.codePointAt(0) ?? 0) & LETTERS_ONLY };
}

/** Categories by their short names are all that both know under the same name. */
function property(letter: string, cursor: Cursor): Escape {
  const category = cursor.match(/^\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[c])\}/)?.[1];
  if (category && cursor.unicode) return { kind: "shared", text: `\\${letter}{${category}}` };
  throw new Unsupported(
    category ? `\\${letter}{${category}} without the flag u` : `this property of \\${letter}`,
    category
      ? "add the flag u"
      : "write a category such as \\p{L} or \\p{Lu} with the flag u, or the characters themselves",
  );
}

function codePoint(letter: string, cursor: Cursor): Escape {
  const digits = (letter === "x" ? cursor.match(/^([0-9a-fA-F]{2})/) : unicodeDigits(cursor))?.[1];
  // JavaScript without the flag u takes `\x` without digits for an x.
  if (digits === undefined) return { kind: "code-point", codePoint: letter.codePointAt(0) ?? 0 };
  const value = Number.parseInt(digits, 16);
  if (value < 0xd800 || value > 0xdfff) return { kind: "code-point", codePoint: value };
  const low = value < 0xdc00 ? cursor.match(/^\\u([dD][c-fC-F][0-9a-fA-F]{2})/)?.[1] : undefined;
  if (low === undefined)
    throw new Unsupported("half a character (a lone surrogate)", "write the whole character");
  const codePoint = 0x10000 + (value - 0xd800) * 0x400 + (Number.parseInt(low, 16) - 0xdc00);
  return { kind: "code-point", codePoint };
}

const unicodeDigits = (cursor: Cursor): RegExpExecArray | null =>
  cursor.match(/^([0-9a-fA-F]{4})/) ?? (cursor.unicode ? cursor.match(/^\{([0-9a-fA-F]+)\}/) : null);
