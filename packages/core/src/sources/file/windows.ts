import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Content, StoredContent } from "./bytes.ts";

/** A file, seen through one buffer that moves over it. */
export interface Windows {
  readonly size: number;
  /** The bytes from this one on; empty at the end. They are overwritten by the next window's. */
  at(position: number): Promise<Buffer>;
  close(): Promise<void>;
}

const WINDOW = 1 << 20;

export const openWindows = (content: Content, bytes: number = WINDOW): Promise<Windows> =>
  typeof content === "string" ? fileWindows(content, bytes) : storedWindows(content, bytes);

async function fileWindows(path: string, bytes: number): Promise<Windows> {
  const file = await open(path);
  const buffer = Buffer.alloc(bytes);
  return {
    size: (await file.stat()).size,
    async at(position) {
      const { bytesRead } = await file.read(buffer, 0, bytes, position);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

/** Read once, from the beginning to the end, as long as no window begins before the last one. */
async function storedWindows({ bytes: size, read }: StoredContent, bytes: number): Promise<Windows> {
  const buffer = Buffer.alloc(bytes);
  let from = 0;
  let length = 0;
  let rest: Buffer = Buffer.alloc(0);
  let stream: Readable | null = null;
  let pieces: AsyncIterator<Buffer> | null = null;

  function begin(position: number): AsyncIterator<Buffer> {
    stream?.destroy();
    stream = read(position, size);
    from = position;
    length = 0;
    rest = Buffer.alloc(0);
    return stream[Symbol.asyncIterator]();
  }

  return {
    size,
    async at(position) {
      if (pieces === null || position < from || position > from + length) pieces = begin(position);
      buffer.copyWithin(0, position - from, length);
      length -= position - from;
      from = position;
      while (length < bytes) {
        if (rest.length === 0) {
          const next = await pieces.next();
          if (next.done) break;
          rest = next.value;
        }
        const taken = rest.copy(buffer, length);
        length += taken;
        rest = rest.subarray(taken);
      }
      return buffer.subarray(0, length);
    },
    async close() {
      stream?.destroy();
    },
  };
}
