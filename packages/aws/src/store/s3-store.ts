import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { type SourceObject, type SourceStore, Usage } from "@waybill/core";
import type { AwsSettings } from "../client/settings.ts";
import { isMissing } from "../objects/failure.ts";
import { LIMITS, type S3Limits, s3Client } from "../objects/s3/client.ts";
import { listObjects } from "../objects/s3/list.ts";
import { headObject } from "../objects/s3/object.ts";
import { type Range, type Reading, readRange, type S3Object } from "../objects/s3/range.ts";
import { type PartSizes, saveRange } from "../objects/s3/save.ts";
import { sourceFailure } from "./failure.ts";
import { parseS3Uri, s3Uri } from "./uri.ts";

export interface S3StoreOptions {
  /** Absent, as what is absent in them: from the environment, or the profile. */
  readonly settings?: AwsSettings;
  readonly limits?: S3Limits;
  readonly parts?: PartSizes;
}

/**
 * The files of sources in S3, of any bucket that the credentials reach. Versions are ETags, and each read names its.
 * Errors: `Usage` `aws.credentials`, `aws.region`.
 */
export async function s3Store({
  settings = {},
  limits = LIMITS,
  parts,
}: S3StoreOptions = {}): Promise<SourceStore> {
  const client = s3Client(settings, limits);
  await knowsWhere(client);
  const means = (signal?: AbortSignal): Reading => ({ client, stallMs: limits.stallMs, signal });
  return {
    async list(prefix, signal, limit) {
      const { bucket, key } = parseS3Uri(prefix);
      const list = () => listObjects(client, { bucket, prefix: key, limit }, signal);
      const found = await said("list the files", prefix, list, signal);
      return found.map((object) => sourceObject({ ...object, bucket }));
    },
    async stat(uri, signal) {
      const head = () => headObject(client, parseS3Uri(uri), signal).catch(nullIfMissing);
      const found = await said("look for the file", uri, head, signal);
      return found && sourceObject(found);
    },
    read: (object, range) => Readable.from(pieces(object, range, means()), { objectMode: false }),
    copy(object, range, path, signal) {
      const save = () => saveRange(s3Object(object), range, path, means(signal), parts);
      return said("copy the file", object.uri, save, signal);
    },
  };
}

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

/** So that who has none hears of it at once, in our words, and not of the first call that failed for it. */
async function knowsWhere(client: S3Client): Promise<void> {
  await said("read from S3", "s3://", () => client.config.credentials());
  await client.config.region().catch((error: unknown) => {
    throw new Usage("aws.region", "cannot read from S3: no AWS region is set", {
      why: "neither the environment nor the profile names one",
      next: "set AWS_REGION, such as eu-central-1: that of the bucket saves a detour",
      cause: error,
    });
  });
}

const sourceObject = ({ bucket, key, bytes, etag }: S3Object & { bytes: number }): SourceObject => ({
  uri: s3Uri({ bucket, key }),
  bytes,
  version: etag,
});

const s3Object = ({ uri, version }: SourceObject): S3Object => ({ ...parseS3Uri(uri), etag: version });

/** Bytes that the first call reads. Each further one reads more, so that a look at the beginning costs little. */
const FIRST = 1 << 16;
const MOST = 16 << 20;
const GROWTH = 4;

async function* pieces(object: SourceObject, { from, to }: Range, reading: Reading): AsyncGenerator<Buffer> {
  let bytes = FIRST;
  try {
    for (let at = from; at < to; at += bytes, bytes = Math.min(bytes * GROWTH, MOST)) {
      yield* readRange(s3Object(object), { from: at, to: Math.min(at + bytes, to) }, reading);
    }
  } catch (error) {
    throw sourceFailure(error, "read the file", object.uri);
  }
}

async function said<T>(doing: string, uri: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw sourceFailure(error, doing, uri);
  }
}
