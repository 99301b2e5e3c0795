import { createHash } from "node:crypto";

export interface Stored {
  readonly content: Buffer;
  readonly etag: string;
  /** Base64; of several parts `digest of digests-number`. */
  readonly sha256: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly modified: Date;
}
export interface PendingUpload {
  readonly bucket: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Buffer>;
}
export interface Buckets {
  readonly objects: ReadonlyMap<string, Map<string, Stored>>;
  readonly uploads: Map<string, PendingUpload>;
  /** Keys that may not be deleted, and how that is said. */
  readonly undeletable: Map<string, string>;
  put(bucket: string, key: string, content: string | Uint8Array, sha256?: string | null): Stored;
}

export function emptyBuckets(names: readonly string[]): Buckets {
  const objects = new Map(names.map((name) => [name, new Map<string, Stored>()]));
  return {
    objects,
    uploads: new Map(),
    undeletable: new Map(),
    put(bucket, key, content, sha256 = null) {
      const stored = storedOf(Buffer.from(content), sha256, {});
      objects.get(bucket)?.set(key, stored);
      return stored;
    },
  };
}

export const storedOf = (
  content: Buffer,
  sha256: string | null,
  headers: Readonly<Record<string, string>>,
): Stored => ({
  content,
  sha256,
  headers,
  etag: `"${createHash("md5").update(content).digest("hex")}"`,
  modified: new Date(),
});

export const sha256Of = (content: Uint8Array): string =>
  createHash("sha256").update(content).digest("base64");
