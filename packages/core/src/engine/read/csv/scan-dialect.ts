import type { CsvFormat } from "../../../sources/source.ts";
import { byteOf } from "./dialect.ts";

export const LF = 10;
export const CR = 13;
const SPACE = 32;

/** A dialect as the scanner needs it: in bytes, -1 for what there is none of. */
export interface ScanDialect {
  readonly delimiter: number;
  readonly quote: number;
  readonly escape: number;
  readonly comment: number;
  /** LF, or CR in files that know no line feed. */
  readonly lineEnd: number;
  readonly nulls: ReadonlySet<string>;
  readonly decimalSeparator: "." | ",";
  /** 1 for each byte at which a text that is read without further care ends. */
  readonly stops: Uint8Array;
}

export function scanDialect(format: CsvFormat, lineEnd: number): ScanDialect {
  const delimiter = byteOf(format.delimiter, "delimiter");
  const quote = byteOf(format.quote, "quote");
  const mark = byteOf(format.escape, "escape");
  const stops = new Uint8Array(256);
  for (const byte of [delimiter, quote, LF, CR]) if (byte >= 0) stops[byte] = 1;
  return {
    delimiter,
    quote,
    escape: mark < 0 ? quote : mark,
    comment: byteOf(format.comment, "comment"),
    lineEnd,
    nulls: new Set(format.nulls),
    decimalSeparator: format.decimalSeparator,
    stops,
  };
}

export const isSpace = (byte: number | undefined): boolean => byte === SPACE;
