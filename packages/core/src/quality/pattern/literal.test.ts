import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeText, literal, NO_SPACES, type Range, rangesText, SPACES } from "./literal.ts";

const LAST = 0x10ffff;
const isSurrogate = (codePoint: number) => codePoint >= 0xd800 && codePoint <= 0xdfff;
const codePoints = fc.integer({ min: 0, max: LAST }).filter((codePoint) => !isSurrogate(codePoint));
const texts = fc.array(codePoints, { maxLength: 6 }).map((list) => String.fromCodePoint(...list));

describe("a text as a pattern", () => {
  test("matches itself", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(new RegExp(`^${escapeText(text)}$`, "u").test(text)).toBe(true);
      }),
    );
  });

  test("matches nothing else", () => {
    const syntax = fc.string({ unit: fc.constantFrom(..."\\^$.*+?()[]{}|/-a"), maxLength: 5 });
    fc.assert(
      fc.property(syntax, syntax, (text, other) => {
        expect(new RegExp(`^${escapeText(text)}$`, "u").test(other)).toBe(text === other);
      }),
    );
  });
});

describe("a code point", () => {
  test("is itself in a class as well", () => {
    fc.assert(
      fc.property(codePoints, (codePoint) => {
        const found = new RegExp(`^[${literal(codePoint, true)}]$`, "u");
        expect(found.test(String.fromCodePoint(codePoint))).toBe(true);
      }),
    );
  });

  test("is escaped where it is syntax, or cannot be seen", () => {
    expect(["-", "."].map((character) => literal(character.codePointAt(0) ?? 0, false))).toEqual([
      "-",
      "\\.",
    ]);
    expect(literal(0x2d, true)).toBe("\\-");
    expect([0, 10, 0x7f].map((codePoint) => literal(codePoint, false))).toEqual(["\\x00", "\\x0a", "\\x7f"]);
  });
});

describe("white space", () => {
  const holds = (ranges: readonly Range[], codePoint: number) =>
    ranges.some(([from, to]) => codePoint >= from && codePoint <= to);

  test("is JavaScript's, to the last code point", () => {
    const wrong: number[] = [];
    for (let codePoint = 0; codePoint <= 0xffff; codePoint++) {
      if (isSurrogate(codePoint)) continue;
      const isSpace = /\s/.test(String.fromCodePoint(codePoint));
      if (holds(SPACES, codePoint) !== isSpace || holds(NO_SPACES, codePoint) === isSpace)
        wrong.push(codePoint);
    }
    expect(wrong).toEqual([]);
  });

  test("and all else are all code points but surrogates, each once", () => {
    const size = (ranges: readonly Range[]) => ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
    expect(size(SPACES) + size(NO_SPACES)).toBe(LAST + 1 - 0x800);
  });

  test("as text is a class", () => {
    expect(new RegExp(`^[${rangesText(SPACES)}]+$`, "u").test(" \t\u00a0\ufeff")).toBe(true);
    expect(new RegExp(`^[${rangesText(NO_SPACES)}]+$`, "u").test("a😀-")).toBe(true);
    expect(new RegExp(`[${rangesText(NO_SPACES)}]`, "u").test(" \n\u2028")).toBe(false);
  });
});
