import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { column } from "../../testing/scratch.ts";
import { CSV, openReader, type TestReader } from "../testing/reader.ts";
import { fieldsOf } from "./dialect.ts";
import { scanDialect } from "./scan-dialect.ts";
import { CsvScanner } from "./scanner.ts";

const columns = [column("a", "int32"), column("b", "text")];

/** The rows that the scanner sees where it gets the text in pieces of so many bytes. */
function rowsOf(content: string, piece: number, mark = '"') {
  const format = { ...CSV, escape: mark };
  const scanner = new CsvScanner(scanDialect(format, 10), fieldsOf(format, ["a", "b"], columns));
  const all = Buffer.from(content);
  const found: [string, string | null][] = [];
  let rest = Buffer.alloc(0);
  for (let at = 0; at < all.length; at += piece) {
    const part = Buffer.concat([rest, all.subarray(at, at + piece)]);
    const b = Buffer.concat([part, Buffer.from("\n")]);
    const last = at + piece >= all.length;
    const used = scanner.scan(b, 0, part.length, last, true, (start, end, _next, problem) => {
      if (end > start) found.push([b.toString("utf8", start, end), problem?.code ?? null]);
    });
    rest = part.subarray(used);
  }
  return { found, rows: scanner.rows, ends: scanner.ends };
}

describe("the rows of a text", () => {
  test("with what is wrong with them", () => {
    const { found, rows, ends } = rowsOf(
      '1,x\n1.5,"y\nz"\r\n"2"," ""q"" "\n\n3,"open\n4,a"b\nabc,"c"d\n5',
      1000,
    );
    expect(found).toEqual([
      ["1,x", null],
      ['1.5,"y\nz"', "csv.bad-value"],
      ['"2"," ""q"" "', null],
      ['3,"open', "csv.bad-quotes"],
      ['4,a"b', null],
      ['abc,"c"d', "csv.bad-quotes"],
      ["5", null],
    ]);
    expect(rows).toBe(7);
    expect(ends).toEqual({ lf: 6, crlf: 1, other: 0 });
  });

  test("it does not matter in which pieces they come", () => {
    const unit = fc.constantFrom('"', '""', ",", "\n", "\r\n", "\r", "1", ".5", "x", " ", "é", "\\");
    const text = fc.string({ unit, maxLength: 40 });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('"', "\\"),
        (content, piece, mark) => {
          expect(rowsOf(content, piece, mark)).toEqual(rowsOf(content, 1000, mark));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("every byte belongs to one row, to a blank line or to a line end", () => {
    const unit = fc.constantFrom('"', ",", "\n", "\r\n", "1", "x");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (content) => {
        const kept = rowsOf(content, 1000)
          .found.map(([row]) => row)
          .join("");
        const unended = (text: string) => text.replace(/[\r\n]/g, "");
        expect(unended(kept)).toBe(unended(content));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a quote that is left open in a large file", () => {
  let reader: TestReader;
  beforeAll(async () => {
    reader = await openReader();
  });
  afterAll(() => reader.close());

  test("takes its own line, though no other quote follows for many megabytes", async () => {
    const row = `2,${"y".repeat(2000)}\n`;
    const { rows, rejects } = await reader.csv(`a,b\n1,"open\n${row.repeat(9000)}bad,x\n`, columns);
    expect(rows.length).toBe(9000);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([
      [2, "csv.bad-quotes"],
      [9003, "csv.bad-value"],
    ]);
  });
});
