import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextSigns } from "./text-signs.ts";

function signsOf(numbers: readonly string[], others: readonly string[] = []): TextSigns {
  const signs = new TextSigns();
  for (const text of numbers) signs.add(text, true);
  for (const text of others) signs.add(text, false);
  return signs;
}

describe("numbers that are none", () => {
  test.each([
    [["+49151123456"], /"\+49151123456" begins with a plus/],
    [["1", "+1234567"], /"\+1234567" begins with a plus/],
    [["1e5"], /"1e5" would be read as 100000/],
    [["5", "12E3"], /"12E3" would be read as 12000/],
  ])("%j", (texts, said) => {
    expect(signsOf(texts).againstNumber("`v`")).toMatch(said);
  });

  test.each([[["+123456"]], [["+1.5"]], [["1e5", "0.5"]], [["1e5", "0,5"]], [["1e5", "2e-3"]], [["1e+05"]]])(
    "%j are numbers",
    (texts) => {
      expect(signsOf(texts).againstNumber("`v`")).toBeNull();
    },
  );

  test("no number as JavaScript writes it is doubted", () => {
    const written = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()).map(String);
    fc.assert(
      fc.property(fc.array(written), (texts) => {
        expect(signsOf(texts).againstNumber("`v`")).toBeNull();
        expect(signsOf(texts).doubts("`v`")).toEqual([]);
      }),
    );
  });
});

describe("texts that are nearly numbers", () => {
  test("what stands beside the numbers decides what is said", () => {
    expect(signsOf(["1", "2"], ["nan", "+Inf"]).doubts("`v`")).toEqual([
      expect.stringContaining('holds "nan" beside 2 numbers'),
    ]);
    expect(signsOf(["1", "2", "3"], ["nan", "x"]).doubts("`v`")).toEqual([
      expect.stringContaining('a number in 3 of 5 rows, but "x" is none'),
    ]);
    expect(signsOf(["01", "2"], ["nan"]).doubts("`v`")).toEqual([expect.stringContaining('holds "nan"')]);
  });

  test("nothing is said of plain texts", () => {
    expect(signsOf(["1"], ["a", "Nancy", "information"]).doubts("`v`")).toEqual([]);
  });
});
