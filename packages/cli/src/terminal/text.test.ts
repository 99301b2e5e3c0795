import fc from "fast-check";
import { expect, test } from "vitest";
import { cut, padEnd, padStart, visible, widthOf } from "./text.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["héé", 3],
  ["日本", 4],
  ["한국어", 6],
  ["👍🏽", 2],
  ["👨‍👩‍👧", 2],
  ["e\u0301", 1],
  ["\u001b[31mred\u001b[39m", 3],
])("%j takes %i cells", (text, cells) => {
  expect(widthOf(text)).toBe(cells);
});

test("what is cut ends with an ellipsis and never is too wide", () => {
  expect(cut("flights", 7)).toBe("flights");
  expect(cut("flights", 5)).toBe("flig…");
  expect(cut("日本語", 4)).toBe("日…");
  expect(cut("flights", 0)).toBe("");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(30), (text, width) => {
      const line = visible(text);
      const kept = cut(line, width);
      expect(widthOf(kept)).toBeLessThanOrEqual(Math.max(width, 0));
      if (widthOf(line) <= width) expect(kept).toBe(line);
    }),
  );
});

test("padding counts cells, not characters", () => {
  expect(padEnd("日本", 6)).toBe("日本  ");
  expect(padStart("日本", 6)).toBe("  日本");
  expect(padEnd("flights", 3)).toBe("flights");
});

test("nothing that a terminal obeys is left in visible text", () => {
  expect(visible("a\tb\nc\r")).toBe("a\\tb\\nc\\r");
  expect(visible("\u001b[2J")).toBe("\\u001b[2J");
  expect(visible("\u202eevil")).toBe("\\u202eevil");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
      expect(visible(text)).not.toMatch(/\p{Cc}/u);
    }),
  );
});
