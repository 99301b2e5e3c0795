import type { Readable } from "node:stream";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { asError, mayPass } from "../../client/failure.ts";
import { flow } from "./flow.ts";

/** One content of an object. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
}
/** Bytes from and up to. */
export interface Range {
  readonly from: number;
  readonly to: number;
}
export interface Reading {
  readonly client: S3Client;
  readonly stallMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** How often a connection may end before anything more has arrived. */
const BREAKS = 3;

/**
 * These bytes of this content. Where the connection breaks, it goes on from there. Errors are as the SDK says them:
 * another content is 412.
 */
export async function* readRange(
  { bucket, key, etag }: S3Object,
  { from, to }: Range,
  { client, stallMs, signal }: Reading,
): AsyncGenerator<Buffer> {
  let at = from;
  for (let breaks = 0; at < to; ) {
    const range = { Bucket: bucket, Key: key, Range: `bytes=${at}-${to - 1}`, IfMatch: etag };
    const { Body } = await client.send(new GetObjectCommand(range), {
      ...(signal && { abortSignal: signal }),
    });
    try {
      for await (const piece of flow(Body as Readable, stallMs, signal)) {
        at += piece.length;
        breaks = 0;
        yield piece;
      }
      if (at < to) throw Object.assign(new Error("the answer ended early"), { code: "ECONNRESET" });
    } catch (error) {
      signal?.throwIfAborted();
      if (!mayPass(asError(error)) || ++breaks === BREAKS) throw error;
    }
  }
}
