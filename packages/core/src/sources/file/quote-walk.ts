/** Single ASCII characters; empty where there is none. */
export interface WalkDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

/** Bytes that are looked at one by one before a search is worth its start. */
const NEAR = 32;
const SPACE = 32;
const LF = 10;
const CR = 13;

/**
 * Walks over a text from quote to quote, and so knows of every line end whether it ends a row. A quote opens a value
 * only where the value begins: `12" pipe` holds none.
 */
export class QuoteWalk {
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #escape: number;
  readonly #lineEnd: number;
  #inQuotes = false;
  /** The last byte before the stretch that is no blank. A file begins as if a line had ended. */
  #before: number;
  #line = 1;
  #counted = 0;
  #from: number;
  wanted = 0;

  /** Bytes before `from` are lines, and nothing more. */
  constructor({ delimiter, quote, escape: mark }: WalkDialect, lineEnd: number, from: number) {
    this.#delimiter = byte(delimiter);
    this.#quote = byte(quote);
    this.#escape = mark === "" ? this.#quote : byte(mark);
    this.#lineEnd = lineEnd;
    this.#before = lineEnd;
    this.#from = from;
  }

  /**
   * Walks over `b`, whose first byte is the file's byte `base`. The first row start at or after `wanted` is given to
   * `found`, which says from where on the next one is wanted. Returns how many bytes were used up.
   */
  walk(
    b: Buffer,
    length: number,
    base: number,
    last: boolean,
    wanted: number,
    found: (at: number, line: number) => number,
  ): number {
    this.wanted = wanted;
    let i = Math.max(0, this.#from - base);
    let end = length;
    while (i < end) {
      if (this.#inQuotes) {
        const at = this.#nextSpecial(b, i, end);
        if (at === end) break;
        if (at === end - 1 && !last) {
          end = at;
          break;
        }
        const special = b[at] === this.#escape && (b[at + 1] === this.#quote || this.#escape !== this.#quote);
        if (!special) this.#inQuotes = false;
        if (!special) this.#before = this.#quote;
        i = at + (special ? 2 : 1);
      } else {
        const at = this.#quote < 0 ? end : next(b, this.#quote, i, end);
        this.#rowStarts(b, i, at, base, found);
        if (at > i) this.#before = this.#lastSolid(b, i, at);
        if (at === end) break;
        this.#inQuotes = this.#opens();
        this.#before = this.#quote;
        i = at + 1;
      }
    }
    this.lineAt(b, base, base + end);
    this.#from = Math.max(this.#from, base + Math.min(i, end));
    return end;
  }

  /** The line that begins at `at`: line ends up to there are counted once. */
  lineAt(b: Buffer, base: number, at: number): number {
    const to = at - base;
    for (let i = b.indexOf(this.#lineEnd, this.#counted - base); i >= 0 && i < to; ) {
      this.#line++;
      i = b.indexOf(this.#lineEnd, i + 1);
    }
    this.#counted = Math.max(this.#counted, at);
    return this.#line;
  }

  #opens(): boolean {
    return this.#before === this.#delimiter || this.#before === LF || this.#before === CR;
  }

  #lastSolid(b: Buffer, from: number, to: number): number {
    let at = to - 1;
    while (at >= from && b[at] === SPACE) at--;
    return at >= from ? b[at]! : this.#before;
  }

  #rowStarts(b: Buffer, from: number, to: number, base: number, found: (at: number, line: number) => number) {
    for (;;) {
      const search = Math.max(from, this.wanted - base - 1);
      if (search >= to) return;
      const end = b.indexOf(this.#lineEnd, search);
      if (end < 0 || end >= to) return;
      const at = base + end + 1;
      this.wanted = found(at, this.lineAt(b, base, at));
    }
  }

  #nextSpecial(b: Buffer, from: number, to: number): number {
    const quote = next(b, this.#quote, from, to);
    if (this.#escape === this.#quote) return quote;
    return Math.min(quote, next(b, this.#escape, from, quote));
  }
}

function next(b: Buffer, value: number, from: number, to: number): number {
  const near = Math.min(from + NEAR, to);
  for (let i = from; i < near; i++) if (b[i] === value) return i;
  if (near === to) return to;
  const at = b.indexOf(value, near);
  return at < 0 || at > to ? to : at;
}

const byte = (setting: string): number => (setting === "" ? -1 : setting.charCodeAt(0));
