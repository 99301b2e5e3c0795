import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { HeadObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { asError } from "../../client/failure.ts";
import { isMissing, statusOf } from "../failure.ts";
import { digestOf, PartDigest } from "./digest.ts";

export interface UploadTarget {
  readonly bucket: string;
  readonly key: string;
  readonly kmsKeyId?: string | undefined;
}
export interface Uploaded {
  readonly bytes: number;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly checksum: string;
}
export interface UploadSizes {
  /** Files up to here go in one call. */
  readonly putBytes: number;
  /** Bytes of a part: S3 takes at least 5 MiB. Some of them are in memory at once. */
  readonly partBytes: number;
}
export const UPLOAD: UploadSizes = { putBytes: 16 << 20, partBytes: 8 << 20 };

const PARTS_AT_ONCE = 4;
/** Parts that S3 takes. */
const MAX_PARTS = 10_000;
const READ = 1 << 20;

/** The key is another's. */
export class Taken extends Error {
  /** False: it is being written by somebody else just now, and nothing is there yet. */
  readonly isThere: boolean;
  constructor(isThere: boolean, cause: unknown) {
    super("the key is taken", { cause });
    this.isThere = isThere;
  }
}

/**
 * Puts a file where no object is. One that has just this content is ours, whose answer was lost. Parts of what fails
 * are removed. Errors: `Taken`, those of the file system, and what the SDK throws.
 */
export async function uploadFile(
  client: S3Client,
  target: UploadTarget,
  path: string,
  { putBytes, partBytes }: UploadSizes = UPLOAD,
): Promise<Uploaded> {
  const { size } = await stat(path);
  if (size <= putBytes) return uploadContent(client, target, await readFile(path));
  const partSize = Math.max(partBytes, Math.ceil(size / MAX_PARTS));
  const digest = new PartDigest(partSize);
  const body = Readable.from(digested(path, digest));
  const upload = new Upload({
    client,
    partSize,
    queueSize: PARTS_AT_ONCE,
    params: {
      ...paramsOf(target),
      Body: body,
      ContentLength: size,
      ChecksumAlgorithm: "SHA256",
    },
  });
  try {
    return await settled(client, target, upload.done(), () => ({ ...digest.end(), bytes: digest.bytes }));
  } finally {
    body.destroy();
  }
}

/** The same, of a content in memory. */
export function uploadContent(
  client: S3Client,
  target: UploadTarget,
  content: Uint8Array,
): Promise<Uploaded> {
  const ours = { ...digestOf(content), bytes: content.length };
  const put = new PutObjectCommand({
    ...paramsOf(target),
    Body: content,
    ContentLength: content.length,
    ChecksumSHA256: ours.s3Checksum,
  });
  return settled(client, target, client.send(put), () => ours);
}

const paramsOf = ({ bucket, key, kmsKeyId }: UploadTarget) => ({
  Bucket: bucket,
  Key: key,
  IfNoneMatch: "*",
  ...(kmsKeyId !== undefined && {
    ServerSideEncryption: "aws:kms" as const,
    SSEKMSKeyId: kmsKeyId,
    BucketKeyEnabled: true,
  }),
});

async function* digested(path: string, digest: PartDigest): AsyncGenerator<Buffer> {
  for await (const piece of createReadStream(path, { highWaterMark: READ }) as AsyncIterable<Buffer>) {
    digest.update(piece);
    yield piece;
  }
}

interface Ours extends Uploaded {
  readonly s3Checksum: string;
}

async function settled(
  client: S3Client,
  target: UploadTarget,
  done: Promise<unknown>,
  ours: () => Ours,
): Promise<Uploaded> {
  try {
    await done;
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const [found, { bytes, s3Checksum, checksum }] = [await contentOf(client, target), ours()];
    if (found === null) throw statusOf(error) === 409 ? new Taken(false, error) : error;
    if (found.bytes !== bytes || found.s3Checksum !== s3Checksum) throw new Taken(true, error);
    return { bytes, checksum };
  }
  const { bytes, checksum } = ours();
  return { bytes, checksum };
}

/** Said by S3 also to a repetition of what it has done already. */
const mayBeDone = (error: unknown): boolean =>
  [409, 412].includes(statusOf(error) ?? 0) || asError(error).name === "NoSuchUpload";

/** Null: there is no object. */
async function contentOf(client: S3Client, { bucket, key }: UploadTarget) {
  const head = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: "ENABLED" });
  const found = await client.send(head).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  return found && { bytes: found.ContentLength ?? 0, s3Checksum: found.ChecksumSHA256 ?? "" };
}
