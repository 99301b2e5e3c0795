import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import type { Compression } from "../source.ts";

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const PARQUET = Buffer.from("PAR1");

export type Container = Compression | "parquet";

/** What the first bytes of a file say: a name may lie. */
export async function containerOf(path: string): Promise<Container> {
  const start = await readRange(path, 0, ZSTD.length);
  if (start.subarray(0, GZIP.length).equals(GZIP)) return "gzip";
  if (start.equals(ZSTD)) return "zstd";
  return start.equals(PARQUET) ? "parquet" : "none";
}

/** The file's content, unpacked, piece by piece. `range` is in bytes of a file that is not packed. */
export async function contentOf(path: string, range?: { from: number; to: number }): Promise<Readable> {
  const container = await containerOf(path);
  const options = range && { start: range.from, end: range.to - 1 };
  if (range && range.to <= range.from) return Readable.from([]);
  const file = createReadStream(path, { highWaterMark: 1 << 18, ...options });
  const unpack =
    container === "gzip" ? createGunzip() : container === "zstd" ? createZstdDecompress() : undefined;
  if (!unpack) return file;
  file.on("error", (error) => unpack.destroy(error));
  unpack.on("close", () => file.destroy());
  return file.pipe(unpack);
}

/** The beginning of the content, unpacked: up to so many bytes. */
export async function headOf(path: string, bytes: number): Promise<{ bytes: Buffer; whole: boolean }> {
  const content = await contentOf(path);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of content as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > bytes) break;
  }
  return { bytes: Buffer.concat(parts).subarray(0, bytes), whole: length <= bytes };
}

async function readRange(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
