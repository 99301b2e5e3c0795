import type { Output } from "../command-line/output.ts";
import { plainPaint } from "../terminal/paint.ts";

export interface MemoryOutput extends Output {
  readonly text: string;
}

/** A stream that keeps what is written to it. A terminal where it is given a width. */
export function memoryOutput(columns: number | null = null): MemoryOutput {
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  return {
    paint: plainPaint,
    isTerminal: columns !== null,
    columns,
    rows: columns === null ? null : 24,
    isClosed: false,
    write,
    line: (line = "") => write(`${line}\n`),
    get text() {
      return text;
    },
  };
}
