import type { Column } from "../../contract/column.ts";
import { Permanent } from "../../errors.ts";
import type { CsvFormat, PlanContext } from "../source.ts";
import { containerOf } from "./bytes.ts";
import { columnsIn } from "./csv-columns.ts";
import { headerOf } from "./csv-header.ts";
import { refuseEmptyCsv } from "./empty.ts";
import type { FoundFile } from "./find.ts";
import type { FormatOptions } from "./format.ts";
import type { Piece } from "./group.ts";
import { cutAtRows } from "./row-starts.ts";

/** The dialect of all files, with the names of the first one's header. */
export async function csvFormat(
  file: FoundFile,
  sniffed: CsvFormat,
  columns: readonly Column[],
  { header }: FormatOptions,
): Promise<CsvFormat> {
  const compression = await containerOf(file.content);
  const format: CsvFormat = { ...sniffed, compression: compression === "parquet" ? "none" : compression };
  const first = await headerOf(file.content, format);
  const hasNames = first !== null && columns.every(({ name }) => first.includes(name));
  const hasHeader = header ?? (format.header || hasNames);
  if (!hasHeader) countFields(first, columns, file);
  return { ...format, header: hasHeader, names: hasHeader ? first : null };
}

/** The file in pieces that can be read apart; a large one at the starts of rows. */
export async function csvPieces(
  file: FoundFile,
  format: CsvFormat,
  columns: readonly Column[],
  { targetBytes, split, signal }: { targetBytes: number; split: boolean; signal: PlanContext["signal"] },
): Promise<Piece[]> {
  const first = await headerOf(file.content, format);
  if (first === null) await refuseEmptyCsv(file, format);
  if (first !== null && format.header) columnsIn(first, columns, file.shown);
  if (first !== null && !format.header) countFields(first, columns, file);
  const names = first !== null && format.header && !sameNames(first, format.names) ? { names: first } : {};
  const whole: Piece = { file, slice: { path: file.path, firstLine: 1, ...names }, bytes: file.bytes };
  const isLarge = split && file.bytes >= targetBytes * 2;
  if (!isLarge || format.encoding === "utf-16" || format.comment !== "") return [whole];
  if ((await containerOf(file.content)) !== "none") return [whole];
  const ranges = await cutAtRows(file.content, { ...format, targetBytes, signal });
  if (ranges.length < 2) return [whole];
  return ranges.map(({ from, to, firstLine }) => ({
    file,
    slice: { path: file.path, range: { unit: "bytes", from, to }, firstLine, ...names },
    bytes: to - from,
  }));
}

const sameNames = (a: readonly string[], b: readonly string[] | null): boolean =>
  b !== null && a.length === b.length && a.every((name, i) => name === b[i]);

/** Without a header the columns are known by their place alone, so there has to be one for each. */
function countFields(first: readonly string[] | null, columns: readonly Column[], file: FoundFile): void {
  if (first === null || first.length === columns.length) return;
  throw new Permanent(
    "csv.column-count",
    `${file.shown} has ${first.length} fields in its first row, the row contract ${columns.length} columns`,
    {
      where: `${file.shown}, line 1`,
      why: `the first row is: ${first.join(", ")}; it does not look like a header`,
      next: "if it is the header, say header: true; otherwise name every column in the row contract, in the file's order",
    },
  );
}
