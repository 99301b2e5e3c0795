import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { TextDecoder } from "node:util";
import { containerOf, contentOf, headOf } from "../../../sources/file/bytes.ts";
import { bomLength, decoderFor, type Encoding, encodingOf } from "../../../sources/file/encoding.ts";
import { fileError } from "../../../sources/file/errors.ts";
import type { FileSlice } from "../../../sources/source.ts";

/** A slice as a file in UTF-8 that is not packed: in its place where it is one already, else a copy. */
export interface PlainFile {
  readonly path: string;
  readonly slice: FileSlice;
  readonly copied: boolean;
}

export interface PlainOptions {
  /** Null: UTF-8, or UTF-16 where the file's first bytes tell. */
  readonly encoding: Encoding | null;
  readonly folder: string;
  /** Tells copies in the folder apart. */
  readonly name: string;
  readonly signal: AbortSignal;
}

const HEAD = 1 << 16;

export async function plainFile(slice: FileSlice, options: PlainOptions): Promise<PlainFile> {
  try {
    const head = (await headOf(slice.path, HEAD)).bytes;
    const encoding = options.encoding ?? (encodingOf(head) === "utf-16" ? "utf-16" : "utf-8");
    const inPlace =
      encoding === "utf-8" && (await isWhole(slice)) && (await containerOf(slice.path)) === "none";
    if (inPlace && (options.encoding !== null || bomLength(head) === 0)) {
      return { path: slice.path, slice, copied: false };
    }
    const path = join(options.folder, `${options.name}.txt`);
    await copy(slice, path, encoding, head, options.signal);
    return { path, slice, copied: true };
  } catch (error) {
    options.signal.throwIfAborted();
    throw fileError(error, slice.path);
  }
}

/** A slice of an object comes as a file of its own. */
async function isWhole({ path, range }: FileSlice): Promise<boolean> {
  return range === undefined || (range.from === 0 && range.to === (await stat(path)).size);
}

/** In constant memory. */
async function copy(
  slice: FileSlice,
  path: string,
  encoding: Encoding,
  head: Buffer,
  signal: AbortSignal,
): Promise<void> {
  const content: AsyncIterable<Buffer> = await contentOf(slice.path, slice.range);
  const target = createWriteStream(path);
  if (encoding === "utf-8") {
    const skipped = slice.range === undefined ? bomLength(head) : 0;
    await pipeline(content, (parts) => withoutFirst(parts, skipped), target, { signal });
    return;
  }
  const decoder = decoderFor(encoding, head);
  await pipeline(content, (parts) => decoded(parts, decoder), target, { signal });
}

async function* withoutFirst(parts: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const part of parts) {
    const skipped = Math.min(left, part.length);
    left -= skipped;
    yield skipped === 0 ? part : part.subarray(skipped);
  }
}

async function* decoded(parts: AsyncIterable<Buffer>, decoder: TextDecoder): AsyncGenerator<string> {
  for await (const part of parts) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}

/** Copies are as large as their slice, so each goes as soon as it has been read. */
export async function forget(file: Pick<PlainFile, "path" | "copied">): Promise<void> {
  if (file.copied) await rm(file.path, { force: true });
}
