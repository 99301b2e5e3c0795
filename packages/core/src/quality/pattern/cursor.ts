/** Reads a pattern's source by code points. */
export class Cursor {
  readonly #characters: readonly string[];
  readonly unicode: boolean;
  #at = 0;

  constructor(source: string, unicode: boolean) {
    this.#characters = [...source];
    this.unicode = unicode;
  }

  get done(): boolean {
    return this.#at >= this.#characters.length;
  }

  peek(): string {
    return this.#characters[this.#at] ?? "";
  }

  next(): string {
    return this.#characters[this.#at++] ?? "";
  }

  /** Goes past `text` if it comes next. */
  take(text: string): boolean {
    const characters = [...text];
    if (!characters.every((character, i) => this.#characters[this.#at + i] === character)) return false;
    this.#at += characters.length;
    return true;
  }

  /** Goes past what the expression, anchored at its start, finds here. */
  match(expression: RegExp): RegExpExecArray | null {
    const found = expression.exec(this.#characters.slice(this.#at).join(""));
    if (found) this.#at += [...found[0]].length;
    return found;
  }
}
