import { open } from "node:fs/promises";
import { Permanent } from "../../../errors.ts";

const CHUNK = 1 << 20;
const LF = 10;

/** Bytes that a line may have. */
export const MAX_LINE = 64 << 20;

/** Whole lines: `b` from `from` to `to`, each ended by a line feed, but for the last one of a file. */
export interface Lines {
  readonly b: Buffer;
  readonly to: number;
}

/** The lines of a file in constant memory. `b[to]` exists, and is a line feed. The buffer is used again. */
export async function* linesOf(path: string, signal: AbortSignal): AsyncGenerator<Lines> {
  const file = await open(path);
  try {
    let b = Buffer.alloc(CHUNK + 1);
    let length = 0;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(b, length, b.length - 1 - length);
      length += bytesRead;
      const last = bytesRead === 0;
      const to = last ? length : b.lastIndexOf(LF, length - 1) + 1;
      if (to > 0) {
        const kept = b[to]!;
        b[to] = LF;
        yield { b, to };
        b[to] = kept;
      }
      if (last) return;
      const rest = b.subarray(to, length);
      if (rest.length > MAX_LINE) throw tooLong(path);
      const next = rest.length > CHUNK / 2 ? Buffer.alloc(rest.length * 2 + CHUNK + 1) : b;
      next.set(rest);
      b = next;
      length = rest.length;
    }
  } finally {
    await file.close();
  }
}

/** Calls back for each line that is not blank, with its number in this stretch from 0; how many lines there were. */
export function eachLine({ b, to }: Lines, visit: (from: number, to: number, line: number) => void): number {
  let line = 0;
  for (let from = 0; from < to; line++) {
    const found = b.indexOf(LF, from);
    const end = found < 0 || found > to ? to : found;
    if (!isBlank(b, from, end)) visit(from, end, line);
    from = end + 1;
  }
  return line;
}

function isBlank(b: Buffer, from: number, to: number): boolean {
  let at = from;
  while (at < to && (b[at] === 32 || b[at] === 9 || b[at] === 13)) at++;
  return at >= to;
}

const tooLong = (path: string): Permanent =>
  new Permanent("json.line-too-long", `a line is longer than ${MAX_LINE >> 20} MB: ${path}`, {
    where: path,
    why: "each row of NDJSON stands on a line of its own",
    next: 'a file that is one JSON list is read with format: "json"',
  });
