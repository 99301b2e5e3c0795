import type { Output } from "../command-line/output.ts";

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
const UP = (lines: number): string => (lines === 0 ? "" : `\u001b[${lines}A`);
const CLEAR_BELOW = "\r\u001b[J";

/** Lines at the bottom of a terminal that are drawn again in their place. Each must fit into the terminal's width. */
export class Screen {
  readonly #output: Output;
  #drawn = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  draw(lines: readonly string[]): void {
    const start = this.#drawn === 0 ? HIDE_CURSOR : "";
    this.#output.write(`${start}${this.#erase()}${lines.map((line) => `${line}\n`).join("")}`);
    this.#drawn = lines.length;
  }

  /** A line that stays, above what is drawn; draw again after it. */
  print(line: string): void {
    this.#output.write(`${this.#erase()}${line}\n`);
    this.#drawn = 0;
  }

  /** Leaves what is drawn last, or nothing, and gives the cursor back. */
  end({ keep }: { readonly keep: boolean }): void {
    this.#output.write(`${keep ? "" : this.#erase()}${SHOW_CURSOR}`);
    this.#drawn = 0;
  }

  #erase(): string {
    return `${UP(this.#drawn)}${CLEAR_BELOW}`;
  }
}
