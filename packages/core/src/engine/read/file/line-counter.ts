import { type FileHandle, open } from "node:fs/promises";

const CHUNK = 1 << 20;

/** Rows that were left out of a copy: where they would be in it, and how many lines they took. */
export interface Gap {
  readonly at: number;
  readonly lines: number;
}

/** Lines of a file by byte, asked for in growing order; one pass over the file at most. */
export class LineCounter {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.alloc(CHUNK);
  readonly #newline: number;
  readonly #gaps: readonly Gap[];
  #line: number;
  #at = 0;
  #gap = 0;

  private constructor(file: FileHandle, firstLine: number, newline: number, gaps: readonly Gap[]) {
    this.#file = file;
    this.#line = firstLine;
    this.#newline = newline;
    this.#gaps = gaps;
  }

  static async open(
    path: string,
    { firstLine, newline = 10, gaps = [] }: { firstLine: number; newline?: number; gaps?: readonly Gap[] },
  ): Promise<LineCounter> {
    return new LineCounter(await open(path), firstLine, newline, gaps);
  }

  /** The line that begins at or holds this byte. */
  async lineAt(position: number): Promise<number> {
    while (this.#at < position) {
      const length = Math.min(CHUNK, position - this.#at);
      const { bytesRead } = await this.#file.read(this.#buffer, 0, length, this.#at);
      if (bytesRead === 0) break;
      this.#line += countByte(this.#buffer, this.#newline, 0, bytesRead);
      this.#at += bytesRead;
    }
    for (let gap = this.#gaps[this.#gap]; gap && gap.at <= position; gap = this.#gaps[++this.#gap]) {
      this.#line += gap.lines;
    }
    return this.#line;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

export function countByte(buffer: Buffer, byte: number, from: number, to: number): number {
  let count = 0;
  for (let i = buffer.indexOf(byte, from); i >= 0 && i < to; i = buffer.indexOf(byte, i + 1)) count++;
  return count;
}
