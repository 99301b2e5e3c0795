import { open } from "node:fs/promises";
import { Permanent } from "../../../errors.ts";
import { bomLength } from "../../../sources/file/encoding.ts";
import type { CsvFormat } from "../../../sources/source.ts";
import { type Field, MAX_ROW } from "./dialect.ts";
import { fieldReader } from "./field-reader.ts";
import { CR, LF, type ScanDialect, scanDialect } from "./scan-dialect.ts";
import { CsvScanner, type Problem } from "./scanner.ts";

export interface ScanOptions {
  /** Rows without a problem are visited too. */
  readonly every: boolean;
  /** The file begins with lines to skip and a header. */
  readonly hasHeader: boolean;
  readonly signal: AbortSignal;
}

/** A row lies in `b` from `start` to `end`, and the next one begins at `next`. */
export type VisitRow = (b: Buffer, start: number, end: number, next: number, problem: Problem | null) => void;

export interface ScanSteps {
  readonly visit: VisitRow;
  /** Called once, with what precedes the first row. */
  readonly begin?: (b: Buffer, from: number, to: number, dialect: ScanDialect) => void;
  /** Called between two stretches of rows. False ends the scan. */
  readonly pause: () => Promise<boolean> | boolean;
}

const CHUNK = 1 << 20;

/** Scans the rows of a plain CSV file in constant memory. */
export async function scanCsv(
  path: string,
  format: CsvFormat,
  fields: readonly Field[],
  options: ScanOptions,
  steps: ScanSteps,
): Promise<CsvScanner> {
  const file = await open(path);
  try {
    let b = Buffer.alloc(CHUNK + 1);
    let { length, last } = await fill(0, 0);
    const dialect = scanDialect(format, lineEndIn(b.subarray(0, length)));
    const scanner = new CsvScanner(dialect, fields);
    let from: number | null = null;
    for (;;) {
      options.signal.throwIfAborted();
      b[length] = dialect.lineEnd;
      if (from === null) {
        from = options.hasHeader ? bodyStart(b, length, last, format, dialect) : 0;
        if (from !== null) steps.begin?.(b, 0, from, dialect);
      }
      if (from !== null) {
        from = scanner.scan(b, from, length, last, options.every, (start, end, next, problem) =>
          steps.visit(b, start, end, next, problem),
        );
        if (!(await steps.pause()) || last) return scanner;
      } else if (last) {
        return scanner;
      }
      const rest: number = length - (from ?? 0);
      if (rest > MAX_ROW) from = giveUp(from ?? 0, rest);
      ({ length, last } = await fill(from ?? 0, length));
      if (from !== null) from = 0;
    }

    /** A quote that is left open is a row of its own line: what follows is read anew. */
    function giveUp(start: number, rest: number): number {
      const end = b.indexOf(LF, start);
      if (end < 0 || end >= start + rest) throw tooLong(path);
      steps.visit(b, start, end, end + 1, TOO_LONG);
      return end + 1;
    }

    /** Moves what is left to the front and reads on behind it. */
    async function fill(from: number, to: number): Promise<{ length: number; last: boolean }> {
      const rest = b.subarray(from, to);
      const target = rest.length > CHUNK / 2 ? Buffer.alloc(rest.length * 2 + CHUNK + 1) : b;
      target.set(rest);
      b = target;
      let length = rest.length;
      while (length < b.length - 1) {
        const { bytesRead } = await file.read(b, length, b.length - 1 - length);
        if (bytesRead === 0) return { length, last: true };
        length += bytesRead;
      }
      return { length, last: false };
    }
  } finally {
    await file.close();
  }
}

/** CR where the file's beginning knows no line feed. */
function lineEndIn(head: Buffer): number {
  return head.includes(LF) || !head.includes(CR) ? LF : CR;
}

/** Where the first row begins: after a mark, the lines to skip, and the header. Null: not within these bytes. */
function bodyStart(
  b: Buffer,
  to: number,
  last: boolean,
  format: CsvFormat,
  dialect: ScanDialect,
): number | null {
  let at = bomLength(b.subarray(0, to));
  for (let line = 0; line < format.skip; line++) {
    const end = b.indexOf(dialect.lineEnd, at);
    if (end < 0 || end >= to) return last ? to : null;
    at = end + 1;
  }
  if (!format.header) return at;
  while (at < to && (b[at] === dialect.comment || b[at] === LF || b[at] === CR)) {
    const end = b.indexOf(dialect.lineEnd, at);
    if (end < 0 || end >= to) return last ? to : null;
    at = end + 1;
  }
  const reader = fieldReader(dialect);
  const start = at;
  while (at < to) {
    const field = reader.read(b, at, to, last);
    if (field.state === "incomplete") return null;
    if (field.state === "malformed") return Math.min(b.indexOf(dialect.lineEnd, start) + 1, to);
    at = field.stop + 1;
    if (field.state === "field-end") continue;
    while (dialect.lineEnd === LF && b[at - 1] === CR) at++;
    return Math.min(at, to);
  }
  return to;
}

const TOO_LONG: Problem = {
  column: null,
  reason: `a quote is opened and not closed within ${MAX_ROW >> 20} MB`,
  code: "csv.bad-quotes",
  refused: false,
};

const tooLong = (path: string): Permanent =>
  new Permanent("csv.line-too-long", `a line is longer than ${MAX_ROW >> 20} MB: ${path}`, {
    where: path,
    why: "either it is no CSV file, or it has other line ends than LF, CR LF or CR",
    next: "look at its first bytes: head -c 300 <file>",
  });
