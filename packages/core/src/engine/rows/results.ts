import type { TakeResult } from "./compile.ts";
import { asRow, refuseOddities } from "./refusal.ts";

/** What the function made of a batch: the results by column, in the order of the rows they came from. */
export class Results {
  readonly columns: readonly unknown[][];
  /** Null for a result; for a row that has none, why. */
  readonly errors: (string | null)[] = [];
  /** Where the results of each row begin, and, one more, where those of the last one end. */
  readonly begins: number[] = [0];
  readonly #names: ReadonlySet<string>;
  readonly #take: TakeResult;

  constructor(names: ReadonlySet<string>, takeInto: (columns: readonly unknown[][]) => TakeResult) {
    this.#names = names;
    this.columns = Array.from(names, () => []);
    this.#take = takeInto(this.columns);
  }

  get count(): number {
    return this.errors.length;
  }

  /** Takes what the function returned for the next row. Throws where it is no result; then call `fail`. */
  add(returned: unknown): void {
    if (Array.isArray(returned)) for (const result of returned as unknown[]) this.#addOne(result);
    else if (returned !== null) this.#addOne(returned);
    this.begins.push(this.count);
  }

  /** The next row has no result, whatever `add` took before it threw. */
  fail(message: string): void {
    this.errors.length = this.begins.at(-1) ?? 0;
    for (const column of this.columns) column[this.count] = null;
    this.errors.push(message);
    this.begins.push(this.count);
  }

  /** The row that result `at` came from. */
  rowOf(at: number): number {
    let low = 0;
    let high = this.begins.length - 1;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((this.begins[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Makes rows that gave results fail after all; the others keep theirs. */
  failRows(messages: ReadonlyMap<number, string>): void {
    const columns = this.columns.map((column) => column.slice(0, this.count));
    const errors = this.errors.splice(0);
    const begins = this.begins.splice(1);
    for (const [row, end] of begins.entries()) {
      const message = messages.get(row);
      if (message !== undefined) {
        this.fail(message);
        continue;
      }
      for (let at = row === 0 ? 0 : (begins[row - 1] ?? 0); at < end; at++) {
        for (const [place, column] of this.columns.entries()) column[this.count] = columns[place]?.[at];
        this.errors.push(errors[at] ?? null);
      }
      this.begins.push(this.count);
    }
  }

  #addOne(result: unknown): void {
    const row = asRow(result);
    if (this.#take(row, this.count) !== 0) refuseOddities(row, this.#names);
    this.errors.push(null);
  }
}
