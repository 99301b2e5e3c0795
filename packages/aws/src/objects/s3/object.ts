import type { Readable } from "node:stream";
import { GetObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { asError, mayPass } from "../../client/failure.ts";
import { flow } from "./flow.ts";
import type { Reading, S3Object } from "./range.ts";

export type S3Name = Pick<S3Object, "bucket" | "key">;

/** What is there now. Errors are as the SDK says them. */
export async function headObject(
  client: S3Client,
  { bucket, key }: S3Name,
  signal?: AbortSignal,
): Promise<S3Object & { readonly bytes: number }> {
  const head = new HeadObjectCommand({ Bucket: bucket, Key: key });
  const { ContentLength = 0, ETag = "" } = await client.send(head, {
    ...(signal && { abortSignal: signal }),
  });
  return { bucket, key, etag: ETag, bytes: ContentLength };
}

/** How often a connection may end within one content. */
const BREAKS = 3;

/** All of an object, in memory. */
export async function readObject({ bucket, key }: S3Name, { client, stallMs }: Reading): Promise<Buffer> {
  for (let breaks = 1; ; breaks++) {
    const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    try {
      const pieces: Buffer[] = [];
      for await (const piece of flow(Body as Readable, stallMs)) pieces.push(piece);
      const content = Buffer.concat(pieces);
      if (content.length === ContentLength) return content;
      throw Object.assign(new Error("the answer ended early"), { code: "ECONNRESET" });
    } catch (error) {
      if (!mayPass(asError(error)) || breaks === BREAKS) throw error;
    }
  }
}
