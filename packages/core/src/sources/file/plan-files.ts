import type { Column } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import type { FileFormat, PlanContext, Work } from "../source.ts";
import { containerOf } from "./bytes.ts";
import { csvFormat, csvPieces } from "./csv-plan.ts";
import { type DataType, typeByContent, typeByName } from "./data-type.ts";
import { fileError } from "./errors.ts";
import { type FoundFile, findFiles } from "./find.ts";
import { type FormatOptions, givenFormat } from "./format.ts";
import { groupPieces, type Piece, workOf } from "./group.ts";
import { inOrder } from "./in-order.ts";
import { cutAtRows } from "./row-starts.ts";
import { sniffStored } from "./sniff-stored.ts";

export interface FilesPlan {
  readonly at: readonly string[];
  readonly columns: readonly Column[];
  readonly options: FormatOptions;
  readonly partitionBytes: number | undefined;
}

/** Files that are looked at in the same time: one in a store is mostly waited for. */
const AT_ONCE = 16;

/** Lists the files, finds out once how they are written, and cuts them into partitions of about the target's size. */
export async function planFiles(plan: FilesPlan, context: PlanContext): Promise<Work[]> {
  const { baseDir, stores, signal } = context;
  const files = await findFiles(placesFor(plan, context), { baseDir, stores, signal });
  const sample = files.find(({ bytes }) => bytes > 0) ?? files[0]!;
  const type =
    plan.options.format ?? (await guarded(sample, () => typeByContent(sample.path, sample.content)));
  for (const file of files) sameType(file, type, sample);
  const sniffed = await guarded(sample, () => sniff(sample, givenFormat(type, plan.options), context));
  const format =
    sniffed.type === "csv"
      ? await guarded(sample, () => csvFormat(sample, sniffed, plan.columns, plan.options))
      : sniffed;
  const targetBytes = plan.partitionBytes ?? context.sizes.targetBytes;
  const pieces = await inOrder(files, AT_ONCE, (file) => {
    signal.throwIfAborted();
    return guarded(file, () => piecesOf(file, format, targetBytes, plan, context));
  });
  const groups = context.split ? groupPieces(pieces.flat(), targetBytes) : [pieces.flat()];
  return groups.map((group) => workOf(group, withoutSample(format)));
}

/** A run may be asked for over one file alone: the one that has arrived, or `--set file=…`. */
const placesFor = ({ at }: FilesPlan, { split, parameters }: PlanContext): readonly string[] =>
  split && parameters.file !== undefined ? [parameters.file] : at;

const sniff = ({ path, content }: FoundFile, given: Partial<FileFormat>, context: PlanContext) =>
  typeof content === "string" ? context.sniff(path, given) : sniffStored(path, content, given, context);

async function piecesOf(
  file: FoundFile,
  format: FileFormat,
  targetBytes: number,
  { columns }: FilesPlan,
  context: PlanContext,
): Promise<Piece[]> {
  const { split, signal } = context;
  if (format.type === "csv") return csvPieces(file, format, columns, { targetBytes, split, signal });
  const whole: Piece = { file, slice: { path: file.path, firstLine: 1 }, bytes: file.bytes };
  if (!split || file.bytes < targetBytes * 2) return [whole];
  if (format.type === "parquet") {
    return typeof file.content === "string" ? rowGroupPieces(file, targetBytes, context) : [whole];
  }
  if (format.type === "json" || (await containerOf(file.content)) !== "none") return [whole];
  const lines = { delimiter: "", quote: "", escape: "", skip: 0, header: false };
  const ranges = await cutAtRows(file.content, { ...lines, targetBytes, signal });
  return ranges.map(({ from, to, firstLine }) => ({
    file,
    slice: { path: file.path, range: { unit: "bytes", from, to }, firstLine },
    bytes: to - from,
  }));
}

async function rowGroupPieces(
  file: FoundFile,
  targetBytes: number,
  { sniff }: PlanContext,
): Promise<Piece[]> {
  const format = await sniff(file.path, { type: "parquet" });
  const groups = (format.type === "parquet" && format.rowGroups) || [];
  const total = groups.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = (total * targetBytes) / Math.max(file.bytes, 1);
  const pieces: Piece[] = [];
  let from = 0;
  let to = 0;
  let bytes = 0;
  for (const [i, group] of groups.entries()) {
    to += group.rows;
    bytes += group.bytes;
    if (bytes < share && i < groups.length - 1) continue;
    const size = Math.round((bytes / Math.max(total, 1)) * file.bytes);
    pieces.push({
      file,
      slice: { path: file.path, range: { unit: "rows", from, to }, firstLine: 1 },
      bytes: size,
    });
    from = to;
    bytes = 0;
  }
  return pieces.length > 1 ? pieces : [{ file, slice: { path: file.path, firstLine: 1 }, bytes: file.bytes }];
}

/** What the sample alone has is of no use to the others. */
const withoutSample = (format: FileFormat): FileFormat =>
  format.type === "parquet" ? { type: "parquet" } : format;

function sameType(file: FoundFile, type: DataType, sample: FoundFile): void {
  const named = typeByName(file.shown);
  if (named === null || family(named) === family(type)) return;
  throw new Usage(
    "file.mixed-formats",
    `${sample.shown} is read as ${type}, and ${file.shown} is named ${named}`,
    {
      where: file.shown,
      why: "the files of one source are read alike",
      next: "narrow the pattern, such as *.csv, or make a source of each kind",
    },
  );
}

/** A name says csv or tsv, json or ndjson less surely than it says which of the two families. */
const family = (type: DataType): string => (type === "parquet" ? type : type.endsWith("sv") ? "csv" : "json");

async function guarded<T>(file: FoundFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, file.shown);
  }
}
