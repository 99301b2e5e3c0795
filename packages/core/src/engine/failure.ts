import { Permanent, Transient, WaybillError } from "../errors.ts";

/**
 * What the engine threw, in Waybill's words. The engine names its errors in the message's first words
 * (`Out of Memory Error: …`): that prefix is its error type, the only one it gives.
 */
export function toWaybillError(error: unknown, sql?: string): WaybillError {
  if (error instanceof WaybillError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const where = sql === undefined ? undefined : excerpt(sql);
  const kind = KINDS.find(({ says }) => says.test(message));
  if (kind) return kind.make({ message, why: firstLine(message), where, cause: error });
  return new Permanent("sql.failed", firstLine(message), { cause: error, where });
}

interface Thrown {
  readonly message: string;
  /** The engine's own words, without its drawing of the place. */
  readonly why: string;
  readonly where: string | undefined;
  readonly cause: unknown;
}

interface Kind {
  readonly says: RegExp;
  make(thrown: Thrown): WaybillError;
}

/** The first one that fits. */
const KINDS: readonly Kind[] = [
  {
    says: /no space left on device|ENOSPC|max_temp_directory_size/i,
    make: ({ why, cause }) =>
      new Permanent("object.no-space", "the disk is full", {
        cause,
        why,
        next: "free some space, or move the state with --state <folder>; then run the same command again",
      }),
  },
  {
    says: /^Out of Memory Error/,
    make: ({ why, cause }) =>
      new Permanent("engine.out-of-memory", "the engine's memory limit is too small for this step", {
        cause,
        why,
        next: "raise it with --memory 2GB, or make the partitions smaller with --partition-size 64MB",
      }),
  },
  {
    says: /^INTERRUPT Error/,
    make: ({ where, cause }) =>
      new Transient("engine.interrupted", "the engine was told to stop", { where, cause }),
  },
  {
    says: /^Permission Error/,
    make: ({ why, where, cause }) =>
      new Permanent("sql.forbidden", "a step sees its input and its lookups, no files", {
        where,
        why,
        next: "declare what it wants to read as a source of the pipeline",
        cause,
      }),
  },
  {
    says: /No files found that match the pattern/,
    make: ({ message, cause }) =>
      new Permanent("file.missing", `there is no file ${quotedIn(message)}`, {
        where: quotedIn(message),
        next: "put it back where it was, then do again what failed: waybill retry <run>",
        cause,
      }),
  },
  {
    says: /No magic bytes found|too small to be a Parquet file|Invalid Parquet|corrupt/i,
    make: ({ message, why, cause }) =>
      new Permanent("file.damaged", `${quotedIn(message)} is not a whole Parquet file`, {
        where: quotedIn(message),
        why,
        next: "put a whole file in its place, then do again what failed: waybill retry <run>",
        cause,
      }),
  },
  {
    says: /^IO Error/,
    make: ({ why, cause }) => new Transient("engine.io", why, { cause }),
  },
];

const firstLine = (message: string): string => message.split("\n")[0] ?? message;

const quotedIn = (message: string): string => /["']([^"'\n]+)["']/.exec(message)?.[1] ?? "the file";

const EXCERPT = 200;
const excerpt = (sql: string): string => (sql.length > EXCERPT ? `${sql.slice(0, EXCERPT)}…` : sql);
