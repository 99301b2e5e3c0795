import { Usage } from "@waybill/core";

/** `s3://bucket/key`: the key as it is, nothing in it is encoded. */
export interface S3Uri {
  readonly bucket: string;
  /** May be empty: the beginning of every key. */
  readonly key: string;
}

/** Errors: `Usage` `file.place`. */
export function parseS3Uri(uri: string): S3Uri {
  const [, bucket = "", key] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(uri) ?? [];
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && key !== undefined) return { bucket, key };
  throw new Usage("file.place", `${uri} says no place in a bucket`, {
    where: uri,
    why: "a place is s3://, the bucket's name as it is, a slash, and a key, its beginning or a pattern",
    next: 'write files("s3://bucket/folder/*.csv", { row })',
  });
}

export const s3Uri = ({ bucket, key }: S3Uri): string => `s3://${bucket}/${key}`;
