import type { Content } from "./bytes.ts";
import { bomLength } from "./encoding.ts";
import { QuoteWalk, type WalkDialect } from "./quote-walk.ts";
import { openWindows } from "./windows.ts";

/** Bytes of a file that hold whole rows. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
  /** The line on which the range begins, from 1. */
  readonly firstLine: number;
}

export interface CutOptions extends WalkDialect {
  /** Lines before the header that are no rows. */
  readonly skip: number;
  readonly header: boolean;
  /** Bytes that each range has at least. */
  readonly targetBytes: number;
  readonly signal: AbortSignal;
}

const LF = 10;
const CR = 13;

/**
 * Cuts a text file at true row starts: a line end within quotes is none. One pass in constant memory. The header is in
 * no range.
 */
export async function cutAtRows(content: Content, options: CutOptions): Promise<RowRange[]> {
  const windows = await openWindows(content);
  try {
    const { size } = windows;
    const head = await windows.at(0);
    const lineEnd = head.includes(LF) || !head.includes(CR) ? LF : CR;
    const start = afterLines(head, bomLength(head), options.skip, lineEnd);
    const walk = new QuoteWalk(options, lineEnd, start);
    const starts: { at: number; line: number }[] = [];
    let wanted = options.header ? start + 1 : start;
    let share = options.header ? 0 : shareOf(size - start, options.targetBytes);
    if (!options.header) {
      starts.push({ at: start, line: walk.lineAt(head, 0, start) });
      wanted = start + share;
    }
    for (let base = 0; base < size; ) {
      options.signal.throwIfAborted();
      const window = await windows.at(base);
      if (window.length === 0) break;
      const last = base + window.length >= size;
      const used = walk.walk(window, window.length, base, last, wanted, (at, line) => {
        starts.push({ at, line });
        if (share === 0) share = shareOf(size - at, options.targetBytes);
        return at + share;
      });
      wanted = walk.wanted;
      base += used;
    }
    return ranges(starts, size);
  } finally {
    await windows.close();
  }
}

/** Equal shares, none of them smaller than the target. */
const shareOf = (bytes: number, target: number): number =>
  Math.ceil(bytes / Math.max(1, Math.floor(bytes / target)));

function ranges(starts: readonly { at: number; line: number }[], size: number): RowRange[] {
  return starts
    .map(({ at, line }, i) => ({ from: at, to: starts[i + 1]?.at ?? size, firstLine: line }))
    .filter(({ from, to }) => to > from);
}

/** After so many lines, and the blank ones that follow: a header is the first line that says something. */
function afterLines(head: Buffer, from: number, skip: number, lineEnd: number): number {
  let at = from;
  for (let line = 0; line < skip; line++) {
    const end = head.indexOf(lineEnd, at);
    if (end < 0) return head.length;
    at = end + 1;
  }
  while (head[at] === LF || head[at] === CR) at++;
  return at;
}
