/** A place on this machine to write one artifact to. Not seen by anybody until `commit`. */
export interface Draft {
  /** A path that does not exist yet. */
  readonly path: string;
  /** Makes it an immutable object; the path is gone after that. */
  commit(): Promise<StoredObject>;
  /** Forgets it. Also right where nothing was written. */
  discard(): Promise<void>;
}

export interface StoredObject {
  readonly uri: string;
  readonly bytes: number;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly checksum: string;
}

/** What is known of an object from elsewhere: the artifact in an event. */
export type Expected = Pick<StoredObject, "bytes" | "checksum">;

/**
 * Immutable artifacts under keys that no two attempts share.
 * Errors: `Permanent` `object.missing`, `object.exists`, `object.damaged`; `Transient` `object.unavailable`;
 * `Permanent` `object.no-space` (full disk: says where and how much).
 */
export interface Objects {
  draft(key: string): Promise<Draft>;
  put(key: string, content: Uint8Array): Promise<StoredObject>;
  /** With `expected`, the content is that, or `object.damaged`. */
  get(uri: string, expected?: Expected): Promise<Uint8Array>;
  /** A path on this machine at which the object can be read while the caller works. Of `expected` the size is compared. */
  open(uri: string, expected?: Expected): Promise<string>;
  /** A folder of this machine below which the objects under this prefix, opened, and their drafts lie. */
  folder(prefix: string): Promise<string>;
  /** Objects whose key begins with the prefix, in the order of their keys. */
  list(prefix: string): Promise<readonly StoredKey[]>;
  delete(uris: readonly string[]): Promise<void>;
}
export interface StoredKey {
  readonly key: string;
  readonly uri: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}
