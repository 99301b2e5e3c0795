import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StoredContent } from "./bytes.ts";
import { openWindows } from "./windows.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-windows-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const CONTENT = Buffer.from(Array.from({ length: 100 }, (_, i) => i));

/** A store that gives its bytes in pieces of so many, and counts how often it is asked. */
function stored(piece: number): StoredContent & { readonly asked: () => number } {
  let asked = 0;
  return {
    bytes: CONTENT.length,
    asked: () => asked,
    read(from, to) {
      asked++;
      const pieces: Buffer[] = [];
      for (let at = from; at < to; at += piece) pieces.push(CONTENT.subarray(at, Math.min(at + piece, to)));
      return Readable.from(pieces);
    },
  };
}

describe("a window", () => {
  test("holds the same bytes, wherever the file is and in whatever pieces it comes", async () => {
    const path = join(folder, "file");
    await writeFile(path, CONTENT);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(100), { maxLength: 6 }),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 120 }),
        async (positions, piece, bytes) => {
          const [file, store] = [await openWindows(path, bytes), await openWindows(stored(piece), bytes)];
          expect([file.size, store.size]).toEqual([100, 100]);
          for (const position of positions) {
            const expected = CONTENT.subarray(position, position + bytes);
            expect(Buffer.from(await file.at(position))).toEqual(expected);
            expect(Buffer.from(await store.at(position))).toEqual(expected);
          }
          await file.close();
          await store.close();
        },
      ),
    );
  });

  test("that moves on, and overlaps the last one, reads a store once", async () => {
    const content = stored(7);
    const windows = await openWindows(content, 10);
    await windows.at(0);
    for (let position = 0; position < 100; position += 9) await windows.at(position);
    expect((await windows.at(100)).length).toBe(0);
    expect(content.asked()).toBe(1);
    await windows.close();
  });

  test("that is closed lets go of the store's stream", async () => {
    let stream: Readable | undefined;
    const content = stored(1);
    const windows = await openWindows({
      bytes: content.bytes,
      read: (from, to) => {
        stream = content.read(from, to);
        return stream;
      },
    });
    await windows.at(0);
    await windows.close();
    expect(stream?.destroyed).toBe(true);
  });
});
