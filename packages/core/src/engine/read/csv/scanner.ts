import { canonicalEnd, FREE, INTEGER, integerEnd } from "../exact/canonical.ts";
import { engineRefuses } from "../exact/engine-refuses.ts";
import { type Field, FREE_FIELD } from "./dialect.ts";
import { type FieldReader, fieldReader } from "./field-reader.ts";
import { CR, LF, type ScanDialect } from "./scan-dialect.ts";

/** What is wrong with a row, as far as its bytes tell. */
export interface Problem {
  readonly column: string | null;
  readonly reason: string;
  readonly code: string;
  /** The engine is certain to refuse the row by itself. */
  readonly refused: boolean;
}

/** A row from `start` to `end`; the next one begins at `next`. Null: a line that is a comment or blank. */
export type Visit = (start: number, end: number, next: number, problem: Problem | null) => void;

/**
 * Walks over the rows of a CSV file and looks at every field that the engine might read as something else than it
 * says: a whole number that is none, a decimal with too many digits, a date with a time, a quote that is left open.
 */
export class CsvScanner {
  readonly #dialect: ScanDialect;
  readonly #fields: readonly Field[];
  /** The fields' forms once more, side by side: they are looked up for every field of every row. */
  readonly #forms: Uint8Array;
  readonly #reader: FieldReader;
  /** Rows seen, blank lines and comments not counted. */
  rows = 0;
  /** Rows that end in LF, in CR LF, in anything else. The engine refuses a file that mixes them. */
  readonly ends = { lf: 0, crlf: 0, other: 0 };

  constructor(dialect: ScanDialect, fields: readonly Field[]) {
    this.#dialect = dialect;
    this.#fields = fields;
    this.#forms = Uint8Array.from(fields, ({ rule }) => rule.form);
    this.#reader = fieldReader(dialect);
  }

  get mixesLineEnds(): boolean {
    const { lf, crlf, other } = this.ends;
    return other > 0 || (lf > 0 && crlf > 0);
  }

  /**
   * The rows of `b` from `from` up to `to`; returns where the first row begins that is not complete. `b[to]` must
   * exist and be the dialect's line end. `last`: nothing comes after `to`. `every`: rows without a problem are
   * visited too.
   */
  scan(b: Buffer, from: number, to: number, last: boolean, every: boolean, visit: Visit): number {
    const { delimiter, quote, stops, lineEnd, comment } = this.#dialect;
    const fields = this.#fields;
    const forms = this.#forms;
    let start = from;
    while (start < to) {
      if (b[start] === comment) {
        const next = this.#skipLine(b, start, to, last);
        if (next < 0) return start;
        if (every) visit(start, start, next, null);
        start = next;
        continue;
      }
      let problem: Problem | null = null;
      let i = start;
      let end = -1;
      for (let n = 0; end < 0; n++) {
        const form = n < forms.length ? forms[n]! : FREE;
        let stop = i;
        if (form === FREE) {
          if (b[i] === quote) stop = quotedEnd(b, i, to, this.#dialect);
          else while (stops[b[stop]!] === 0) stop++;
        } else if (b[i] === quote) {
          stop = canonicalEnd(fields[n]!.rule, b, i + 1);
          if (stop >= 0) stop = b[stop] === quote ? stop + 1 : -1;
        } else if (b[i] !== delimiter && b[i] !== lineEnd) {
          stop = form === INTEGER ? integerEnd(b, i) : canonicalEnd(fields[n]!.rule, b, i);
        }
        const byte = stop < 0 ? -1 : b[stop];
        if (byte === delimiter) {
          i = stop + 1;
        } else if (byte === lineEnd || (byte === CR && b[stop + 1] === LF && lineEnd === LF)) {
          end = stop;
        } else {
          const read = this.#reader.read(b, i, to, last);
          if (read.state === "incomplete") return start;
          if (read.state === "malformed") {
            problem = malformed(read.reason);
            end = this.#lineEndAfter(b, start, to);
            if (end < 0 && !last) return start;
            if (end < 0) end = to;
          } else {
            problem ??= this.#judge(fields[n] ?? FREE_FIELD, b, read);
            if (read.state === "row-end") end = read.stop;
            else i = read.stop + 1;
          }
        }
      }
      const next = this.#next(b, end);
      if (next > to && !last) return start;
      this.#count(b, end, next, to);
      const isRow = end > start || fields.length === 1;
      if (isRow) this.rows++;
      if (every || problem) visit(start, end, Math.min(next, to), isRow ? problem : null);
      start = next;
    }
    return Math.min(start, to);
  }

  #judge(field: Field, b: Buffer, read: { quoted: boolean; from: number; to: number }): Problem | null {
    if (field.judge === null || field.column === null) return null;
    const text = this.#reader.text(b, read);
    if (!read.quoted && this.#dialect.nulls.has(text)) return null;
    const reason = field.judge(text);
    if (reason === null) return null;
    const refused = engineRefuses(field.column.type, text, this.#dialect.decimalSeparator);
    return { column: field.column.name, reason, code: "csv.bad-value", refused };
  }

  /** The end of a row may have carriage returns before its line feed; it begins at the first of them. */
  #next(b: Buffer, end: number): number {
    let next = end;
    while (this.#dialect.lineEnd === LF && b[next] === CR) next++;
    return next + 1;
  }

  #count(b: Buffer, end: number, next: number, to: number): void {
    const length = Math.min(next, to) - end;
    if (length === 1 && b[end] !== CR) this.ends.lf++;
    else if (length === 2) this.ends.crlf++;
    else if (length > 0 && this.#dialect.lineEnd === LF) this.ends.other++;
  }

  #lineEndAfter(b: Buffer, from: number, to: number): number {
    const at = b.indexOf(this.#dialect.lineEnd, from);
    if (at < 0 || at >= to) return -1;
    let end = at;
    while (this.#dialect.lineEnd === LF && end > from && b[end - 1] === CR) end--;
    return end;
  }

  #skipLine(b: Buffer, from: number, to: number, last: boolean): number {
    const at = b.indexOf(this.#dialect.lineEnd, from);
    if (at >= 0 && at < to) return at + 1;
    return last ? to : -1;
  }
}

/** After a quoted text without anything special in it; -1 where there is. */
function quotedEnd(b: Buffer, i: number, to: number, { quote, escape: mark }: ScanDialect): number {
  let at = i + 1;
  while (at < to && b[at] !== quote && b[at] !== mark) at++;
  return at < to && b[at] === quote && b[at + 1] !== quote ? at + 1 : -1;
}

const malformed = (reason: string): Problem => ({
  column: null,
  reason,
  code: "csv.bad-quotes",
  refused: false,
});
