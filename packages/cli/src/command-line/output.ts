import { type Paint, paintFor } from "../terminal/paint.ts";

/** A stream of the process, as commands write to it. */
export interface Output {
  readonly paint: Paint;
  readonly isTerminal: boolean;
  /** Cells of a line; null where nobody looks at it. */
  readonly columns: number | null;
  readonly rows: number | null;
  /** True once the reader has gone, as `head` does: what is written then goes nowhere. */
  readonly isClosed: boolean;
  write(text: string): void;
  line(text?: string): void;
}

type Env = Readonly<Record<string, string | undefined>>;
const DEFAULT_COLUMNS = 80;

/** A reader that goes away is no error; any other fault of the stream is. */
export function outputOf(stream: NodeJS.WriteStream, env: Env): Output {
  const isTerminal = stream.isTTY === true;
  let isClosed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isClosed = true;
  });
  const write = (text: string) => {
    if (!isClosed) stream.write(text);
  };
  return {
    paint: paintFor(isTerminal, env),
    isTerminal,
    get columns() {
      return isTerminal ? stream.columns || DEFAULT_COLUMNS : null;
    },
    get rows() {
      return isTerminal ? stream.rows || null : null;
    },
    get isClosed() {
      return isClosed;
    },
    write,
    line: (text = "") => write(`${text}\n`),
  };
}
