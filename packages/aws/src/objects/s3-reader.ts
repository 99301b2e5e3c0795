import type { Expected, Objects } from "@waybill/core";
import type { AwsSettings } from "../client/settings.ts";
import { refuseDamaged, s3Failure } from "./failure.ts";
import { Keys } from "./key.ts";
import { keyLayout } from "./layout.ts";
import { LIMITS, type S3Limits, s3Client } from "./s3/client.ts";
import { digestOf } from "./s3/digest.ts";
import { readObject } from "./s3/object.ts";
import type { Reading } from "./s3/range.ts";

export interface S3ReaderOptions {
  readonly settings: AwsSettings;
  readonly bucket: string;
  /** As that of the store which keeps them. */
  readonly prefix?: string;
  readonly limits?: S3Limits;
}

/** For a function that keeps no artifacts: it reads small ones, whole, into memory. */
export function s3Reader({
  settings,
  bucket,
  prefix,
  limits = LIMITS,
}: S3ReaderOptions): Pick<Objects, "get"> {
  const keys = new Keys(bucket, keyLayout(prefix));
  const from = { keys, bucket, client: s3Client(settings, limits), stallMs: limits.stallMs };
  return { get: (uri, expected) => readWhole(from, uri, expected) };
}

interface From extends Reading {
  readonly keys: Keys;
  readonly bucket: string;
}

/** The content of an artifact, checked against what is known of it. Errors: those of `Objects.get`. */
export async function readWhole(from: From, uri: string, expected?: Expected): Promise<Uint8Array> {
  const key = from.keys.toBucket(from.keys.keyOf(uri));
  const content = await readObject({ bucket: from.bucket, key }, from).catch((error: unknown) => {
    throw s3Failure(error, `read the artifact ${uri}`, uri);
  });
  refuseDamaged(uri, { bytes: content.length, checksum: digestOf(content).checksum }, expected);
  return content;
}
