import { isUtf8 } from "node:buffer";
import { type FileHandle, open } from "node:fs/promises";
import type { Column } from "../../../contract/column.ts";
import type { ExactFile } from "../exact/exact-file.ts";
import { eachLine, linesOf } from "../file/lines.ts";
import type { PlainFile } from "../file/plain-file.ts";
import type { RejectFile } from "../file/rejects.ts";
import { exactLine } from "./exact-line.ts";
import { PlainLine } from "./plain-line.ts";

/** Where the lines of a file go. */
export interface SplitTargets {
  /** Lines that the engine reads as they are. Null: none is trusted to it. */
  readonly plain: string | null;
  readonly exact: ExactFile;
  readonly rejects: RejectFile;
  readonly signal: AbortSignal;
}

/** Sorts lines: plain ones are copied, others are read digit by digit, the rest become rejects. Plain ones are counted. */
export async function splitLines(
  file: PlainFile,
  columns: readonly Column[],
  { plain, exact, rejects, signal }: SplitTargets,
): Promise<number> {
  const target: FileHandle | null = plain === null ? null : await open(plain, "w");
  const check = new PlainLine(columns);
  const read = exactLine(columns);
  let line = file.slice.firstLine;
  let plainRows = 0;
  try {
    for await (const lines of linesOf(file.path, signal)) {
      const kept: Buffer[] = [];
      const odd: { line: number; bytes: Buffer }[] = [];
      const allUtf8 = isUtf8(lines.b.subarray(0, lines.to));
      const count = eachLine(lines, (from, to, n) => {
        const bytes = lines.b.subarray(from, to);
        const isPlain = target !== null && check.isPlain(lines.b, from, to) && (allUtf8 || isUtf8(bytes));
        if (isPlain) kept.push(bytes, NEWLINE);
        else odd.push({ line: line + n, bytes });
      });
      for (const { line, bytes } of odd) await sort(line, bytes);
      plainRows += kept.length / 2;
      if (kept.length > 0) await target?.write(Buffer.concat(kept));
      line += count;
    }
  } finally {
    await target?.close();
  }
  return plainRows;

  async function sort(line: number, bytes: Buffer): Promise<void> {
    const text = bytes.toString("utf8").trimEnd();
    const result = isUtf8(bytes) ? read(text) : NOT_UTF8;
    if ("values" in result) await exact.add(line, result.values);
    else await rejects.add({ file: file.slice.path, line, text, ...result.problem });
  }
}

const NEWLINE = Buffer.from("\n");
const NOT_UTF8 = {
  problem: { column: null, reason: "the line holds bytes that are not UTF-8", code: "json.encoding" },
};

/** The rows of files of which every line is plain; null with the first line that is not. */
export async function countPlain(
  paths: readonly string[],
  columns: readonly Column[],
  signal: AbortSignal,
): Promise<number | null> {
  const check = new PlainLine(columns);
  let rows = 0;
  for (const path of paths) {
    for await (const lines of linesOf(path, signal)) {
      let plain = isUtf8(lines.b.subarray(0, lines.to));
      eachLine(lines, (from, to) => {
        plain &&= check.isPlain(lines.b, from, to);
        rows++;
      });
      if (!plain) return null;
    }
  }
  return rows;
}
