import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closest, didYouMean, editDistance } from "./suggest.ts";

const names = ["id", "delay", "origin", "updated_at"];

describe("the name that was meant", () => {
  test.each([
    ["idd", "id"],
    ["ID", "id"],
    ["dealy", "delay"],
    ["orgin", "origin"],
    ["updatedat", "updated_at"],
  ])("%s: %s", (wrong, meant) => {
    expect(didYouMean(wrong, names)).toBe(`did you mean ${meant}?`);
  });

  test("is not guessed where nothing comes close", () => {
    expect(closest("temperature", names)).toBeNull();
    expect(didYouMean("temperature", names)).toBe("there are: id, delay, origin, updated_at");
    expect(didYouMean("x", [])).toBe("there is none");
  });

  test("of a long list the first few are shown", () => {
    const many = Array.from({ length: 20 }, (_, i) => `column_number_${i}`);
    expect(didYouMean("zzz", many)).toMatch(/column_number_11 and 8 more$/);
  });
});

describe("the distance of two texts", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

  test("is 0 for the same, and the same both ways", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });

  test("is 1 for one letter more, and for two that changed places", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(`${a}x${b}`, a + b)).toBe(1);
      }),
    );
    expect(editDistance("ab", "ba")).toBe(1);
  });
});
