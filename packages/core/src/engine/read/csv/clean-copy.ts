import { type FileHandle, open } from "node:fs/promises";
import type { CsvFormat } from "../../../sources/source.ts";
import { countByte, type Gap } from "../file/line-counter.ts";
import type { PlainFile } from "../file/plain-file.ts";
import type { RejectFile } from "../file/rejects.ts";
import type { Field } from "./dialect.ts";
import { LF } from "./scan-dialect.ts";
import { scanCsv } from "./scan-file.ts";
import type { Problem } from "./scanner.ts";

export interface CleanCopy {
  readonly path: string;
  readonly rows: number;
  /** What was left out, so that lines can be told. */
  readonly gaps: readonly Gap[];
}

const BUFFERED = 1 << 20;
const NEWLINE = Buffer.from("\n");

/** Copies the rows that the engine reads as they are meant; the others become rejects. */
export async function cleanCopy(
  file: PlainFile,
  path: string,
  format: CsvFormat,
  fields: readonly Field[],
  { rejects, signal }: { rejects: RejectFile; signal: AbortSignal },
): Promise<CleanCopy> {
  const writer = new Writer(await open(path, "w"));
  const gaps: Gap[] = [];
  const bad: { line: number; text: string; problem: Problem }[] = [];
  let line = file.slice.firstLine;
  let lineEnd = LF;
  let kept = 0;

  const leaveOut = (lines: number) => {
    if (lines > 0) gaps.push({ at: writer.position, lines });
  };
  try {
    await scanCsv(
      file.path,
      format,
      fields,
      { every: true, hasHeader: file.slice.range === undefined, signal },
      {
        begin(b, from, to, dialect) {
          lineEnd = dialect.lineEnd;
          const lines = countByte(b, lineEnd, from, to);
          line += lines;
          leaveOut(lines);
        },
        visit(b, start, end, next, problem) {
          const lines = countByte(b, lineEnd, start, next);
          const isRow = end > start || fields.length === 1;
          if (problem) bad.push({ line, text: b.toString("utf8", start, end), problem });
          if (problem || !isRow) {
            leaveOut(lines);
          } else {
            writer.add(b.subarray(start, end), NEWLINE);
            kept++;
          }
          line += lines;
        },
        async pause() {
          for (const { line, text, problem } of bad.splice(0)) {
            await rejects.add({ file: file.slice.path, line, text, ...problem });
          }
          if (writer.waiting >= BUFFERED) await writer.flush();
          return true;
        },
      },
    );
    await writer.flush();
  } finally {
    await writer.close();
  }
  return { path, rows: kept, gaps };
}

/** Collects copies of bytes that will be gone by the time they are written. */
class Writer {
  readonly #file: FileHandle;
  #parts: Buffer[] = [];
  position = 0;
  waiting = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  add(bytes: Buffer, after: Buffer): void {
    const part = Buffer.concat([bytes, after]);
    this.#parts.push(part);
    this.position += part.length;
    this.waiting += part.length;
  }

  async flush(): Promise<void> {
    const parts = this.#parts;
    this.#parts = [];
    this.waiting = 0;
    if (parts.length > 0) await this.#file.write(Buffer.concat(parts));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
