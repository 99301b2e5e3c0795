import { type FileHandle, open } from "node:fs/promises";
import { onDisk } from "../disk.ts";
import { type Range, type Reading, readRange, type S3Object } from "./range.ts";

export interface PartSizes {
  /** Bytes that one call reads. */
  readonly partBytes: number;
  /** Calls at once. */
  readonly atOnce: number;
}
/** One connection gives some 50 to 90 MB/s; a function has at most a few cores to write with. */
export const PARTS: PartSizes = { partBytes: 16 << 20, atOnce: 4 };

/**
 * Writes these bytes to a file, some parts at once. Constant memory. After an error the file is not whole.
 * Errors: `Permanent` `object.no-space`, and what the SDK throws.
 */
export async function saveRange(
  object: S3Object,
  { from, to }: Range,
  path: string,
  reading: Reading,
  { partBytes, atOnce }: PartSizes = PARTS,
): Promise<void> {
  const bytes = to - from;
  const file = await onDisk({ doing: "write a copy", path, bytes }, () => open(path, "w"));
  const broken = new AbortController();
  const signal = AbortSignal.any([broken.signal, ...(reading.signal ? [reading.signal] : [])]);
  let next = from;
  async function work(): Promise<void> {
    for (let at = next; at < to; at = next) {
      next = Math.min(at + partBytes, to);
      await savePart(
        object,
        { from: at, to: next },
        { file, path, start: from, bytes },
        { ...reading, signal },
      );
    }
  }
  try {
    const workers = Array.from({ length: atOnce }, () =>
      work().catch((error: unknown) => {
        broken.abort(error);
        throw error;
      }),
    );
    await firstFailure(workers, broken.signal);
  } finally {
    await file.close();
  }
}

interface Target {
  readonly file: FileHandle;
  readonly path: string;
  /** The byte of the object with which the file begins. */
  readonly start: number;
  readonly bytes: number;
}

async function savePart(object: S3Object, part: Range, target: Target, reading: Reading): Promise<void> {
  const { file, path, start, bytes } = target;
  let at = part.from - start;
  for await (const piece of readRange(object, part, reading)) {
    await onDisk({ doing: "write a copy", path, bytes }, () => writeAll(file, piece, at));
    at += piece.length;
  }
}

/** A disk that is nearly full takes a part of it, and says so by the number alone. */
async function writeAll(file: FileHandle, piece: Buffer, position: number): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    const { bytesWritten } = await file.write(piece, done, piece.length - done, position + done);
    done += bytesWritten;
  }
}

/** All have ended when this does; what the first one failed of is thrown, not that the others were stopped for it. */
async function firstFailure(workers: readonly Promise<void>[], broken: AbortSignal): Promise<void> {
  await Promise.allSettled(workers);
  broken.throwIfAborted();
}
