import type { CsvFormat } from "../../../sources/source.ts";
import type { CsvFile } from "./relation.ts";
import { scanCsv } from "./scan-file.ts";

/** What a look at the bytes says about files that the engine reads at the same time. */
export interface Screening {
  readonly rows: number;
  /** The engine would misread a row, or cannot read a file at all. */
  readonly trouble: boolean;
  /** The byte that ends a line, by path. */
  readonly lineEnds: ReadonlyMap<string, number>;
}

/** Ends with the first trouble. */
export async function screen(
  files: readonly CsvFile[],
  format: CsvFormat,
  signal: AbortSignal,
): Promise<Screening> {
  const lineEnds = new Map<string, number>();
  let rows = 0;
  let trouble = false;
  for (const file of files) {
    const scanner = await scanCsv(
      file.path,
      format,
      file.fields,
      { every: false, hasHeader: file.hasHeader, signal },
      {
        begin: (_b, _from, _to, dialect) => lineEnds.set(file.path, dialect.lineEnd),
        visit(_b, _start, _end, _next, problem) {
          if (problem && !problem.refused) trouble = true;
        },
        pause: () => !trouble,
      },
    );
    rows += scanner.rows;
    trouble ||= scanner.mixesLineEnds;
    if (trouble) break;
  }
  return { rows, trouble, lineEnds };
}
