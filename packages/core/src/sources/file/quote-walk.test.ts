import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { QuoteWalk } from "./quote-walk.ts";

const DIALECT = { delimiter: ",", quote: '"', escape: '"' };

/** Every row start that the walk finds when it sees the text in pieces of so many bytes. */
function starts(content: string, piece: number, dialect = DIALECT, lineEnd = 10): [number, number][] {
  const all = Buffer.from(content);
  const walk = new QuoteWalk(dialect, lineEnd, 0);
  const found: [number, number][] = [];
  let wanted = 1;
  for (let base = 0; base < all.length; ) {
    const part = Buffer.from(all.subarray(base, base + piece));
    const last = base + part.length >= all.length;
    base += walk.walk(part, part.length, base, last, wanted, (at, line) => {
      found.push([at, line]);
      return at + 1;
    });
    wanted = walk.wanted;
  }
  return found;
}

const at = (content: string, marker: string): number => Buffer.from(content).indexOf(marker);

describe("where a row starts", () => {
  test("after a line end that stands in no quotes; lines are counted all the same", () => {
    const content = 'a,"b\nc"\nd,e\n"f""\n",g\n';
    expect(starts(content, 1000)).toEqual([
      [at(content, "d,e"), 3],
      [at(content, '"f"'), 4],
      [content.length, 6],
    ]);
  });

  test("a quote opens only where a value begins", () => {
    expect(starts('12" pipe,x\n"y\nz",6"\nw\n', 1000).map(([, line]) => line)).toEqual([2, 4, 5]);
  });

  test("blanks may stand before an opening quote", () => {
    expect(starts('a,  "b\nc"\nd\n', 1000).map(([, line]) => line)).toEqual([3, 4]);
  });

  test("with a backslash as escape", () => {
    const dialect = { ...DIALECT, escape: "\\" };
    expect(starts('a,"b\\"\nc"\nd,"\\\\"\ne\n', 1000, dialect).map(([, line]) => line)).toEqual([3, 4, 5]);
  });

  test("without quotes every line is a row", () => {
    const none = { delimiter: "", quote: "", escape: "" };
    expect(starts('"a\nb"\nc\n', 1000, none).map(([, line]) => line)).toEqual([2, 3, 4]);
  });

  test("lines may end in CR alone", () => {
    expect(starts('a,"b\rc"\rd\r', 1000, DIALECT, 13).map(([, line]) => line)).toEqual([3, 4]);
  });

  test("it does not matter in which pieces the file is seen", () => {
    const text = fc.string({
      unit: fc.constantFrom('"', '""', ",", "\n", "\r\n", "a", " ", "é"),
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 2, max: 7 }),
        fc.constantFrom('"', "\\"),
        (content, piece, mark) => {
          const dialect = { ...DIALECT, escape: mark };
          expect(starts(content, piece, dialect)).toEqual(starts(content, 1000, dialect));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("values may be of any length between quotes", () => {
    const long = "x".repeat(200);
    const content = `${long},"${long}\n${long}"\n${long}\n`;
    expect(starts(content, 1000)).toEqual(starts(content, 17));
    expect(starts(content, 1000).map(([, line]) => line)).toEqual([3, 4]);
  });
});
