import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { checksumOf, checksumOfFile } from "./checksum.ts";

const MEGABYTE = 1 << 20;

describe("checksumOfFile", () => {
  test.each([0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE])(
    "of %i bytes is that of its content",
    async (size) => {
      using folder = temporaryFolder();
      const path = join(folder.path, "file");
      const content = Buffer.alloc(size, "waybill ");
      await writeFile(path, content);
      expect(await checksumOfFile(path)).toEqual({ bytes: size, checksum: checksumOf(content) });
    },
  );

  test("takes the same memory however large the file", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "file");
    const size = 200 * MEGABYTE;
    await using file = await open(path, "w");
    await file.truncate(size);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watching = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 5);
    expect((await checksumOfFile(path)).bytes).toBe(size);
    clearInterval(watching);
    expect(most).toBeLessThan(8 * MEGABYTE);
  });
});

test("checksumOf is SHA-256, with its name before it", () => {
  expect(checksumOf(new TextEncoder().encode("abc"))).toBe(
    "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
