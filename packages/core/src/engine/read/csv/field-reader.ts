import { CR, isSpace, LF, type ScanDialect } from "./scan-dialect.ts";

/** One field: its text lies between `from` and `to`, what ends it at `stop`. */
interface ReadField {
  readonly state: "field-end" | "row-end";
  readonly quoted: boolean;
  readonly from: number;
  readonly to: number;
  readonly stop: number;
}
export type FieldRead =
  | ReadField
  /** More bytes are needed to tell. */
  | { readonly state: "incomplete" }
  | { readonly state: "malformed"; readonly reason: string };

/** Reads a field with all that quotes, escapes and line ends can do. Bytes from `end` on are not the file's. */
export interface FieldReader {
  read(b: Buffer, i: number, end: number, last: boolean): FieldRead;
  text(b: Buffer, field: { quoted: boolean; from: number; to: number }): string;
}

const OPEN = "a quote is opened and never closed";
const AFTER = "text follows the quote that closes a value";
const RETURN = "a line end stands inside a value without quotes";

export function fieldReader({ delimiter, quote, escape: mark, lineEnd }: ScanDialect): FieldReader {
  return { read, text };

  function read(b: Buffer, i: number, end: number, last: boolean): FieldRead {
    let from = i;
    while (from < end && isSpace(b[from])) from++;
    return quote >= 0 && b[from] === quote && from < end
      ? quoted(b, from + 1, end, last)
      : unquoted(b, i, end, last);
  }

  function quoted(b: Buffer, from: number, end: number, last: boolean): FieldRead {
    let to = from;
    for (; ; to++) {
      while (to < end && b[to] !== quote && b[to] !== mark) to++;
      if (to >= end) return last ? { state: "malformed", reason: OPEN } : { state: "incomplete" };
      const doubled = b[to + 1] === quote || (mark !== quote && b[to + 1] === mark);
      if (b[to] === mark && doubled && to + 1 < end) to++;
      else if (b[to] === quote) break;
    }
    let stop = to + 1;
    while (stop < end && isSpace(b[stop])) stop++;
    const state = ending(b, stop, end, last);
    if (state === "neither") return { state: "malformed", reason: AFTER };
    return state === "incomplete" ? { state } : { state, quoted: true, from, to, stop };
  }

  function unquoted(b: Buffer, from: number, end: number, last: boolean): FieldRead {
    let stop = from;
    while (stop < end && b[stop] !== delimiter && b[stop] !== LF && b[stop] !== CR) stop++;
    const state = ending(b, stop, end, last);
    if (state === "neither") return { state: "malformed", reason: RETURN };
    return state === "incomplete" ? { state } : { state, quoted: false, from, to: stop, stop };
  }

  function ending(b: Buffer, stop: number, end: number, last: boolean) {
    if (stop >= end) return last ? "row-end" : "incomplete";
    if (b[stop] === delimiter) return "field-end";
    let at = stop;
    while (lineEnd === LF && at < end && b[at] === CR) at++;
    if (at >= end) return last ? "row-end" : "incomplete";
    return b[at] === lineEnd ? "row-end" : "neither";
  }

  function text(b: Buffer, field: { quoted: boolean; from: number; to: number }): string {
    const raw = b.toString("utf8", field.from, field.to);
    if (!field.quoted) return raw;
    const char = String.fromCharCode(mark);
    return raw.includes(char) ? unescaped(raw, char) : raw;
  }

  function unescaped(raw: string, char: string): string {
    let result = "";
    let from = 0;
    for (let at = raw.indexOf(char); at >= 0; at = raw.indexOf(char, at + 2)) {
      result += raw.slice(from, at);
      from = at + 1;
    }
    return result + raw.slice(from);
  }
}
