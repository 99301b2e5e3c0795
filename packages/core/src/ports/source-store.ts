import type { Readable } from "node:stream";

/** A file of a source as it is at one moment. */
export interface SourceObject {
  /** `s3://bucket/data/flights 1.csv`: the name as it is, nothing in it is encoded. */
  readonly uri: string;
  readonly bytes: number;
  /** Tells this content from every other one of that name: an ETag. */
  readonly version: string;
}

/** Bytes from and up to. */
export interface SourceRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Where files of sources lie that are not on this machine. What is read is what was listed, or `file.changed`.
 * Errors: `Permanent` `file.missing`, `file.changed`, `object.no-space`; `Transient` `file.unavailable`; and those that
 * the service has for who may not ask.
 */
export interface SourceStore {
  /** Objects whose URI begins with the prefix, in the store's order; with a limit, about as many. */
  list(prefix: string, signal: AbortSignal, limit?: number): Promise<readonly SourceObject[]>;
  /** Null: there is no such object. */
  stat(uri: string, signal: AbortSignal): Promise<SourceObject | null>;
  /** Piece by piece, and no further ahead than a reader comes: who stops early has read little. */
  read(object: SourceObject, range: SourceRange): Readable;
  /** Writes these bytes to a file that is not there yet. What is left of it after an error is the caller's. */
  copy(object: SourceObject, range: SourceRange, path: string, signal: AbortSignal): Promise<void>;
}

/** The stores that a process can read from. */
export interface SourceStores {
  /** By scheme, `s3`; opened when the first file of that scheme is read. */
  readonly byScheme: Readonly<Record<string, () => Promise<SourceStore>>>;
  /** For copies of what the engine is to read. Each is removed when it has been read. */
  readonly folder: string;
}
