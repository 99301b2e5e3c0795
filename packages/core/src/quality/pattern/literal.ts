const SYNTAX = /[\\^$.*+?()[\]{}|/-]/;
const LAST_CONTROL = 0x1f;
const DELETE = 0x7f;

/** A code point as itself, in the syntax that JavaScript (flag u) and RE2 share. */
export function literal(codePoint: number, inClass: boolean): string {
  if (codePoint <= LAST_CONTROL || codePoint === DELETE)
    return `\\x${codePoint.toString(16).padStart(2, "0")}`;
  const character = String.fromCodePoint(codePoint);
  // JavaScript refuses an escaped hyphen outside of a class.
  const needsEscape = SYNTAX.test(character) && (inClass || character !== "-");
  return needsEscape ? `\\${character}` : character;
}

/** A text as a pattern that matches just this text. */
export const escapeText = (text: string): string =>
  [...text].map((character) => literal(character.codePointAt(0) ?? 0, false)).join("");

/** Code points from and up to, both included. */
export type Range = readonly [from: number, to: number];

export const rangesText = (ranges: readonly Range[]): string =>
  ranges
    .map(([from, to]) => (from === to ? literal(from, true) : `${literal(from, true)}-${literal(to, true)}`))
    .join("");

/** What JavaScript calls white space; RE2's own `\s` is ASCII alone. In order. */
export const SPACES: readonly Range[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const SURROGATES: Range = [0xd800, 0xdfff];

/** Everything else. Surrogates are left out: text in the engine has none. */
export const NO_SPACES: readonly Range[] = complement([...SPACES, SURROGATES].sort(([a], [b]) => a - b));

function complement(sorted: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  return [...gaps, [next, 0x10ffff]];
}
