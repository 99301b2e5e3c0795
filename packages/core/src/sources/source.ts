import type { Column } from "../contract/column.ts";
import type { SourceStores } from "../ports/source-store.ts";
import type { Check } from "../quality/check.ts";
import type { Row } from "../transform/step.ts";

/**
 * Where rows come from. A source lists its work as partitions once, in `plan`; each is then read by itself, maybe on
 * another machine and maybe twice, so a partition must say all that is needed to read exactly its rows.
 */
export interface Source<R = unknown> {
  /** `files`, `rows`, `postgres`. */
  readonly kind: string;
  readonly contract: RowContract<R>;
  /** Which data this is, the same in every run: `file:data/flights-*.csv`. Lineage names the dataset by it. */
  readonly dataset: string;
  /** Its options and its author's function: what else it is made of. Only the plan's digest reads it. */
  readonly definition?: unknown;
  plan(context: PlanContext): Promise<readonly Work[]>;
  read(work: Work): Reading;
}

/** A row contract: the single source of column types, from zod to the warehouse. */
export interface RowContract<R = unknown> {
  readonly columns: readonly Column[];
  /** Bounds, lengths, patterns, enums and missing nulls, as checks. */
  readonly checks: readonly Check[];
  /** Never read: carries the row's type. */
  readonly row?: R;
}

export interface PlanContext {
  /** Relative paths are below this folder. */
  readonly baseDir: string;
  /** What the caller set for this run. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Split into partitions; a lookup is read whole, as one. */
  readonly split: boolean;
  readonly sizes: PartitionSizes;
  readonly sniff: Sniff;
  /** Where files are that are not on this machine. Absent: nowhere. */
  readonly stores?: SourceStores | undefined;
  readonly signal: AbortSignal;
}

export interface PartitionSizes {
  /** Bytes that a partition of a large file has at least. */
  readonly targetBytes: number;
}

/** Looks at the beginning of a file and says how it is written. The engine does it. */
export type Sniff = (path: string, given: Partial<FileFormat>) => Promise<FileFormat>;

/** One partition of a source. Plain data: it is written into the plan artifact. */
export interface Work {
  /** For people: `flights-1.csv bytes 0-1000`. */
  readonly describe: string;
  readonly inputs: readonly WorkInput[];
  /** What the source's `read` needs, in its own words. */
  readonly detail: unknown;
}
export interface WorkInput {
  readonly uri: string;
  readonly bytes?: number;
  /** What tells this content from a later one: size and time of change, an ETag. */
  readonly version?: string;
  readonly part?: string;
}

/** How the engine gets at a partition's rows. */
export type Reading = FileReading | RowsReading;

/** Bytes that the engine parses itself. */
export interface FileReading {
  readonly kind: "files";
  readonly format: FileFormat;
  readonly slices: readonly FileSlice[];
}

/** A file, or a part of one. */
export interface FileSlice {
  /** On this machine, or the URI of a file in a store: the engine is given a copy of it. */
  readonly path: string;
  /** Bytes from and up to, for text that was cut at row starts; rows from and up to, for Parquet. Absent: all of it. */
  readonly range?: { readonly unit: "bytes" | "rows"; readonly from: number; readonly to: number };
  /** The line on which the slice begins, counted from 1. */
  readonly firstLine: number;
  /** The names in this file's own header, where they are not those of the format. */
  readonly names?: readonly string[];
}

export type FileFormat = CsvFormat | JsonFormat | ParquetFormat;
export type Compression = "none" | "gzip" | "zstd";

export interface CsvFormat {
  readonly type: "csv";
  readonly delimiter: string;
  /** Empty: no quoting. */
  readonly quote: string;
  readonly escape: string;
  readonly header: boolean;
  /** The names in the header, in order; columns are found by name. Null: no header, columns by position. */
  readonly names: readonly string[] | null;
  readonly encoding: "utf-8" | "latin-1" | "utf-16";
  /** Unquoted texts that mean NULL. A quoted text never does. */
  readonly nulls: readonly string[];
  /** Lines that begin with this are no rows. Empty: none. */
  readonly comment: string;
  readonly skip: number;
  readonly dateFormat: string | null;
  readonly timestampFormat: string | null;
  readonly decimalSeparator: "." | ",";
  readonly compression: Compression;
}
export interface JsonFormat {
  readonly type: "ndjson" | "json";
  readonly compression: Compression;
}
export interface ParquetFormat {
  readonly type: "parquet";
  /** Of the file that was looked at, not of all that are read so. */
  readonly rowGroups?: readonly { readonly rows: number; readonly bytes: number }[];
  readonly names?: readonly string[];
}

/** Rows that an author's code yields. The engine checks them against the contract as they arrive. */
export interface RowsReading {
  readonly kind: "rows";
  readonly rows: (signal: AbortSignal) => AsyncIterable<Row> | Iterable<Row>;
}
