import { isAscii } from "node:buffer";
import { runsOf } from "./runs.ts";
import { INLINE, StringCells } from "./string-cells.ts";
import { isNull, type Vector, validityOf } from "./vector.ts";

/**
 * A column's texts. A call to decode UTF-8 costs more than a short text is worth, so texts are cut out of longer ones
 * that are decoded at once; that needs one byte a character, so what is not ASCII is decoded by itself.
 * A text of 13 characters or more that is kept keeps those of its neighbours alive, about as many as fit in a megabyte.
 */
export function readTexts(vector: Vector, n: number): (string | null)[] {
  const cells = StringCells.of(vector, n);
  const validity = validityOf(vector, n);
  const texts = new Array<string | null>(n);
  const long: number[] = [];
  const latin1 = cells.bytes.toString("latin1");
  for (let row = 0; row < n; row++) {
    const length = cells.length(row);
    if (isNull(validity, row)) texts[row] = null;
    else if (length > INLINE) long.push(row);
    else {
      const at = cells.inlineAt(row);
      texts[row] = cells.inlineIsAscii(row)
        ? latin1.substring(at, at + length)
        : cells.bytes.toString("utf8", at, at + length);
    }
  }
  if (long.length > 0) readLongTexts(cells, long, texts);
  return texts;
}

function readLongTexts(cells: StringCells, rows: readonly number[], texts: (string | null)[]): void {
  const { runs, runOf } = runsOf(cells, rows);
  const decoded = runs.map(({ from, to, row }) => {
    const bytes = cells.follow(row, to - from);
    return { from, bytes, ascii: isAscii(bytes) ? bytes.toString("latin1") : null };
  });
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    const { from, bytes, ascii } = decoded[runOf[index]!]!;
    const at = cells.address(row) - from;
    const end = at + cells.length(row);
    texts[row] = ascii === null ? bytes.toString("utf8", at, end) : ascii.substring(at, end);
  }
}
