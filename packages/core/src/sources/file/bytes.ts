import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import type { Compression } from "../source.ts";

/** A file's bytes: those of a path on this machine, or those that a store has. */
export type Content = string | StoredContent;
export interface StoredContent {
  readonly bytes: number;
  /** Bytes from and up to, no further ahead than they are asked for. */
  readonly read: (from: number, to: number) => Readable;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const PARQUET = Buffer.from("PAR1");

export type Container = Compression | "parquet";

/** What the first bytes of a file say: a name may lie. */
export async function containerOf(content: Content): Promise<Container> {
  const start = await readRange(content, 0, ZSTD.length);
  if (start.subarray(0, GZIP.length).equals(GZIP)) return "gzip";
  if (start.equals(ZSTD)) return "zstd";
  return start.equals(PARQUET) ? "parquet" : "none";
}

/** The file's content, unpacked, piece by piece. `range` is in bytes of a file that is not packed. */
export async function contentOf(content: Content, range?: { from: number; to: number }): Promise<Readable> {
  const container = await containerOf(content);
  if (range && range.to <= range.from) return Readable.from([]);
  const file = packedOf(content, range);
  const unpack =
    container === "gzip" ? createGunzip() : container === "zstd" ? createZstdDecompress() : undefined;
  if (!unpack) return file;
  file.on("error", (error) => unpack.destroy(error));
  unpack.on("close", () => file.destroy());
  return file.pipe(unpack);
}

function packedOf(content: Content, range?: { from: number; to: number }): Readable {
  if (typeof content !== "string") return content.read(range?.from ?? 0, range?.to ?? content.bytes);
  const options = range && { start: range.from, end: range.to - 1 };
  return createReadStream(content, { highWaterMark: 1 << 18, ...options });
}

/** The beginning of the content, unpacked: up to so many bytes. */
export async function headOf(of: Content, bytes: number): Promise<{ bytes: Buffer; whole: boolean }> {
  const content = await contentOf(of);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of content as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > bytes) break;
  }
  return { bytes: Buffer.concat(parts).subarray(0, bytes), whole: length <= bytes };
}

async function readRange(content: Content, from: number, length: number): Promise<Buffer> {
  if (typeof content !== "string") {
    const parts: Buffer[] = await content.read(from, Math.min(from + length, content.bytes)).toArray();
    return Buffer.concat(parts);
  }
  const file = await open(content);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
