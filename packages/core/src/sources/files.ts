import { rowContract } from "../contract/row-contract.ts";
import type { Schema } from "../contract/schema.ts";
import { Usage } from "../errors.ts";
import { checkFormat, type FormatOptions } from "./file/format.ts";
import { datasetOf } from "./file/place.ts";
import { planFiles } from "./file/plan-files.ts";
import type { FileReading, Source, Work } from "./source.ts";

export interface FilesOptions<R> extends FormatOptions {
  /** A row's columns and their types, as a zod object. The files may have more, in any order. */
  readonly row: Schema<R>;
  /** Bytes that a partition has at least. Absent: what the run is started with. */
  readonly partitionBytes?: number;
}

/**
 * Rows from files: CSV, TSV, NDJSON, a JSON list or Parquet, also packed with gzip or zstd. `at` is a path, a folder
 * (searched with all below it), a pattern such as `data/flights-*.csv.gz`, or a list of these; relative to the folder
 * the pipeline is run in. A run whose parameter `file` is set reads that place instead. The same in a bucket: `s3://bucket/flights/*.csv.gz`. How a CSV file is written is found out
 * from its beginning, unless it is said.
 */
export function files<R>(at: string | readonly string[], options: FilesOptions<R>): Source<R> {
  const places = typeof at === "string" ? [at] : at;
  if (places.length === 0 || places.some((place) => place.trim() === "")) {
    throw new Usage("file.no-path", "files() needs a path", {
      next: 'write files("data/flights.csv", { row })',
    });
  }
  const { row, partitionBytes, ...format } = options;
  checkFormat(format);
  const contract = rowContract(row);
  const plan = { at: places, columns: contract.columns, options: format, partitionBytes };
  return {
    kind: "files",
    contract,
    dataset: datasetOf(places),
    definition: { at: places, format, partitionBytes },
    plan: (context) => planFiles(plan, context),
    read: readingOf,
  };
}

function readingOf({ detail, describe }: Work): FileReading {
  const reading = detail as Partial<FileReading> | null;
  if (reading?.kind === "files" && reading.format && Array.isArray(reading.slices))
    return reading as FileReading;
  throw new Usage("file.other-source", `the partition ${describe} was not planned by files()`, {
    next: "start a new run: this one was planned with another version of the pipeline",
  });
}
