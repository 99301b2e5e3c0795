import type { Output } from "../command-line/output.ts";

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
const CLEAR_LINE = "\u001b[K";
const CLEAR_BELOW = "\u001b[J";
const up = (lines: number): string => (lines === 0 ? "\r" : `\r\u001b[${lines}A`);

/**
 * Lines at the bottom of a terminal that are drawn again in their place. Each must fit into the terminal's width.
 * They are written over each other: clearing all of them first would flicker, and some terminals would keep a copy.
 */
export class Screen {
  readonly #output: Output;
  #drawn = 0;
  /** Lines below the cursor that are still to be written over. */
  #stale = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  draw(lines: readonly string[]): void {
    const start = this.#drawn + this.#stale === 0 ? HIDE_CURSOR : "";
    const left = this.#drawn + this.#stale - lines.length;
    this.#output.write(
      `${start}${up(this.#drawn)}${lines.map(written).join("")}${left > 0 ? CLEAR_BELOW : ""}`,
    );
    this.#drawn = lines.length;
    this.#stale = 0;
  }

  /** A line that stays, above what is drawn; draw again after it. */
  print(line: string): void {
    this.#output.write(`${up(this.#drawn)}${written(line)}`);
    this.#stale = Math.max(0, this.#drawn + this.#stale - 1);
    this.#drawn = 0;
  }

  /** Leaves what is drawn last, or nothing, and gives the cursor back. */
  end({ keep }: { readonly keep: boolean }): void {
    this.#output.write(`${keep ? "" : `${up(this.#drawn)}${CLEAR_BELOW}`}${SHOW_CURSOR}`);
    this.#drawn = 0;
  }
}

const written = (line: string): string => `${line}${CLEAR_LINE}\n`;
