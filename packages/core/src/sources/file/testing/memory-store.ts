import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { Permanent } from "../../../errors.ts";
import type { SourceObject, SourceRange, SourceStore } from "../../../ports/source-store.ts";

export interface MemoryStore extends SourceStore {
  put(uri: string, content: string | Uint8Array): void;
  delete(uri: string): void;
  /** Bytes that were given out since the last time. */
  given(): number;
}

const PIECE = 1 << 14;

/** A store of sources in memory. A version is the digest of its content. */
export function memoryStore(): MemoryStore {
  const contents = new Map<string, Buffer>();
  let given = 0;

  const objectOf = (uri: string, content: Buffer): SourceObject => ({
    uri,
    bytes: content.length,
    version: createHash("md5").update(content).digest("hex"),
  });

  function slice({ uri, version }: SourceObject, { from, to }: SourceRange): Buffer {
    const content = contents.get(uri);
    if (!content) throw new Permanent("file.missing", `the file is gone: ${uri}`, { where: uri });
    if (objectOf(uri, content).version !== version) {
      throw new Permanent("file.changed", `the file has changed since the run was planned: ${uri}`, {
        where: uri,
      });
    }
    return content.subarray(from, to);
  }

  function* pieces(object: SourceObject, range: SourceRange): Generator<Buffer> {
    const content = slice(object, range);
    for (let at = 0; at < content.length; at += PIECE) {
      const piece = content.subarray(at, at + PIECE);
      given += piece.length;
      yield piece;
    }
  }

  return {
    put: (uri, content) => void contents.set(uri, Buffer.from(content)),
    delete: (uri) => void contents.delete(uri),
    given() {
      const count = given;
      given = 0;
      return count;
    },
    async list(prefix, _signal, limit) {
      const found = [...contents].filter(([uri]) => uri.startsWith(prefix)).slice(0, limit);
      return found.map(([uri, content]) => objectOf(uri, content));
    },
    async stat(uri) {
      const content = contents.get(uri);
      return content ? objectOf(uri, content) : null;
    },
    read: (object, range) => Readable.from(pieces(object, range), { objectMode: false, highWaterMark: 1 }),
    async copy(object, range, path) {
      const content = slice(object, range);
      given += content.length;
      await writeFile(path, content, { flag: "wx" });
    },
  };
}
