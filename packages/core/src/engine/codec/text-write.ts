import type { Refuse, Values } from "./codec.ts";
import { type Heap, setFromHeap } from "./heap.ts";
import { INLINE, StringCells } from "./string-cells.ts";
import { Nulls, type Vector } from "./vector.ts";

/** Writes a column of texts. A half of a surrogate pair has no UTF-8 form and becomes U+FFFD, as in TextEncoder. */
export function writeTexts(vector: Vector, values: Values, n: number, refuse: Refuse): void {
  const cells = StringCells.empty(n);
  const nulls = new Nulls(n);
  const rest: number[] = [];
  for (let row = 0; row < n; row++) {
    const value = values[row];
    if (typeof value === "string") {
      if (!setShortAscii(cells, row, value)) rest.push(row);
      continue;
    }
    nulls.add(row);
    if (value !== null && value !== undefined) refuse(row, value);
  }
  if (rest.length > 0) setFromHeap(vector, cells, rest, encode(rest.map((row) => values[row] as string)));
  cells.writeTo(vector);
  nulls.writeTo(vector);
}

/** False where the text is too long for its cell, or not ASCII; the cell is then set later. */
function setShortAscii(cells: StringCells, row: number, text: string): boolean {
  const length = text.length;
  if (length > INLINE) return false;
  const at = cells.inlineAt(row);
  let all = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    all |= code;
    cells.bytes[at + index] = code;
  }
  if (all > 0x7f) {
    cells.bytes.fill(0, at, at + INLINE);
    return false;
  }
  cells.setLength(row, length);
  return true;
}

function encode(texts: readonly string[]): Heap {
  const joined = texts.join("");
  const bytes = Buffer.from(joined, "utf8");
  if (bytes.length === joined.length) return { bytes, lengths: texts.map((text) => text.length) };
  // Joined, the halves of a surrogate pair at the end of one text and the start of the next would become one character.
  const wellFormed = texts.map((text) => text.toWellFormed());
  return {
    bytes: Buffer.from(wellFormed.join(""), "utf8"),
    lengths: wellFormed.map((text) => Buffer.byteLength(text, "utf8")),
  };
}
